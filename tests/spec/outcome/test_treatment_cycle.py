"""The first record is of day 0; the primary rule is gap_90, and what gap_60 counts does not matter."""

from tests.support.spec import expect, made


def cycles(records: str, gap: str = "-") -> list[dict]:
    """`records`: day, regimen and cycle number of each record."""
    given = [[cell.strip() for cell in line.split("|")] for line in records.strip().splitlines()]
    return made(
        "outcome.treatment_cycle",
        {
            "agreement.agreement": f"agreement_id | primary_duration_variant | cycle_gap_days\nEX001 | gap_90 | {gap}",
            "outcome.treatment_record": "agreement_id | person_id | variant | exposure_id | days_from_index\n"
            + "\n".join(f"EX001 | A | gap_90 | {n} | {day}" for n, (day, _, _) in enumerate(given))
            + "\nEX001 | A | gap_60 | 99 | 999",
            "core.drug_exposure": "exposure_id | regimen_code | cycle_number\n99 | - | -\n"
            + "\n".join(f"{n} | {regimen} | {cycle}" for n, (_, regimen, cycle) in enumerate(given)),
        },
    )


NUMBERED = """
    0  | 0062 | 1
    4  | 0062 | 1
    35 | 0062 | 2
    70 | 0070 | 2
"""


def test_the_numbers_of_the_source_count_within_each_regimen():
    """Whatever the gap of the agreement is; a number may come back with another regimen."""
    for gap in ("-", "1"):
        expect(cycles(NUMBERED, gap), "cycle_number | days_from_index\n1 | 0\n2 | 35\n3 | 70")


def test_one_record_without_a_number_leaves_the_pauses_to_tell():
    """28 days are no pause of more than 28 days; 29 are. Several records of a day make no pause."""
    records = """
        0  | 0062 | 1
        0  | 0062 | 1
        28 | 0062 | -
        57 | 0062 | 2
    """
    expect(cycles(records, "28"), "cycle_number | days_from_index\n1 | 0\n2 | 57")
    assert cycles(records) == []


def test_every_person_has_cycles_of_their_own():
    found = made(
        "outcome.treatment_cycle",
        {
            "agreement.agreement": "agreement_id | primary_duration_variant | cycle_gap_days\nEX001 | gap_90 | 28",
            "outcome.treatment_record": """
                agreement_id | person_id | variant | exposure_id | days_from_index
                EX001        | A         | gap_90  | 1           | 0
                EX001        | A         | gap_90  | 2           | 100
                EX001        | B         | gap_90  | 3           | 0
            """,
            "core.drug_exposure": """
                exposure_id | regimen_code | cycle_number
                1           | 0062         | 1
                2           | 0062         | 1
                3           | -            | -
            """,
        },
    )
    expect(found, "person_id | cycle_number | days_from_index\nA | 1 | 0\nB | 1 | 0")
