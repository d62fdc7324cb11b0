"""result.source_gap: declared, missing and suspected gaps within each agreement's period."""

from datetime import date

import pytest

from tests.support.spec import expect, made

AGREEMENT = """
    agreement_id | is_proposal | treatment_source | start_date | lookback_days | treatment_register
    EX001        | false       | hospital         | 2022-01-01 | 365           | inspire
    EX004        | false       | h_resept         | 2018-06-01 | 0             | inspire
    EX005        | false       | quality_register | 2023-05-15 | 365           | nornmd
    EX006        | true        | hospital         | 2022-01-01 | 365           | inspire
"""
SOURCES = """
    register        | complete_to
    inspire         | 2026-03-31
    npr             | 2026-04-30
    kreftregisteret | 2025-12-31
    nornmd          | 2026-03-31
"""
EXPOSURES = """
    exposure_id        | source           | register | exposure_date
    hospital/1         | hospital         | inspire  | 2023-01-01
    h_resept/1         | h_resept         | inspire  | 2023-01-01
    quality_register/1 | quality_register | nornmd   | 2023-06-01
"""
COVERAGE = """
    source   | region_code | covers_from | covers_to  | reason_english | reason_norwegian
    hospital | 3           | 2008-01-01  | -          | early          | tidlig
    hospital | 4           | 2008-01-01  | 2021-12-31 | system         | system
    hospital | 4           | 2022-07-01  | 2025-09-30 | system         | system
    hospital | 5           | -           | -          | never          | aldri
    hospital | 7           | 2021-03-01  | -          | varied         | varierte
    h_resept | -           | 2019-01-01  | -          | national       | nasjonal
"""
COMMON = {"agreement.agreement": AGREEMENT, "core.source": SOURCES, "core.drug_exposure": EXPOSURES}


def test_what_is_declared_not_delivered_counts_within_the_agreements_period():
    made_rows = made(
        "result.source_gap",
        given=COMMON
        | {
            "reference.source_coverage": COVERAGE,
            "cohort.coverage_person": """
                agreement_id | register | denominator   | person_id | first_contact_date | region_code
                EX001        | inspire  | npr_drug      | A         | 2022-02-01         | 5
                EX001        | inspire  | npr_drug      | B         | 2024-02-01         | 5
                EX001        | inspire  | npr_drug      | C         | 2022-06-30         | 4
                EX001        | inspire  | npr_drug      | D         | 2022-07-01         | 4
                EX001        | inspire  | npr_diagnosis | E         | 2022-02-01         | 5
                EX002        | inspire  | npr_drug      | F         | 2022-02-01         | 5
            """,
        },
    )
    expect(
        made_rows,
        """
        agreement_id | data_cut   | register | kind     | region_code | gap_from   | gap_to     | n_seen_elsewhere | reason_english | reason_norwegian | suppressed
        EX001        | 2026-06-30 | inspire  | declared | 4           | 2022-01-01 | 2022-06-30 | 1                | system         | system           | false
        EX001        | 2026-06-30 | inspire  | declared | 4           | 2025-10-01 | -          | 0                | system         | system           | false
        EX001        | 2026-06-30 | inspire  | declared | 5           | 2021-01-01 | -          | 2                | never          | aldri            | false
        EX001        | 2026-06-30 | inspire  | declared | 7           | 2021-01-01 | 2021-02-28 | 0                | varied         | varierte         | false
        EX004        | 2026-06-30 | inspire  | declared | -           | 2018-06-01 | 2018-12-31 | -                | national       | nasjonal         | false
        """,
    )


def test_a_register_that_the_agreement_names_and_that_has_delivered_nothing_is_a_gap():
    made_rows = made(
        "result.source_gap",
        given=COMMON
        | {
            "core.source": "register | complete_to\nnpr | 2026-04-30",
            "agreement.data_source": """
                agreement_id | register | purpose
                EX001        | inspire  | treatment
                EX001        | npr      | hospital_cost
                EX004        | prom     | patient_reported
                EX005        | nornmd   | treatment
                EX005        | nornmd   | eligibility
                EX006        | prom     | patient_reported
            """,
            "cohort.coverage_person": """
                agreement_id | register | denominator | person_id | first_contact_date
                EX001        | inspire  | npr_drug    | A         | 2022-02-01
            """,
        },
    )
    expect(
        made_rows,
        """
        agreement_id | register | kind          | region_code | gap_from   | gap_to | n_seen_elsewhere
        EX001        | inspire  | not_delivered | -           | 2021-01-01 | -      | 1
        EX004        | prom     | not_delivered | -           | 2018-06-01 | -      | -
        EX005        | nornmd   | not_delivered | -           | 2022-05-15 | -      | 0
        """,
    )


def test_a_treatment_register_without_drug_records_is_a_gap():
    exposures = "exposure_id | source | exposure_date\nhospital/1 | hospital | 2023-01-01"
    made_rows = made("result.source_gap", given=COMMON | {"core.drug_exposure": exposures})
    expect(
        made_rows,
        """
        agreement_id | register | kind          | n_seen_elsewhere
        EX004        | inspire  | not_delivered | -
        EX005        | nornmd   | not_delivered | 0
        """,
    )


def test_a_gap_may_be_the_first_or_the_last_day_of_the_period():
    """The period of EX001 begins on 2021-01-01, a year before the agreement; INSPIRE is complete to 2026-03-31."""
    made_rows = made(
        "result.source_gap",
        given=COMMON
        | {
            "reference.source_coverage": """
                source   | region_code | covers_from | covers_to  | reason_english | reason_norwegian
                hospital | 3           | 2021-01-02  | -          | began          | begynte
                hospital | 4           | 2008-01-01  | 2026-03-30 | ended          | sluttet
                hospital | 5           | 2026-04-01  | -          | not yet        | ikke ennå
            """
        },
    )
    expect(
        made_rows,
        """
        agreement_id | kind     | region_code | gap_from   | gap_to
        EX001        | declared | 3           | 2021-01-01 | 2021-01-01
        EX001        | declared | 4           | 2026-03-31 | -
        EX001        | declared | 5           | 2021-01-01 | -
        """,
    )


def test_whom_npr_cannot_show_is_not_counted_though_the_register_delivered_nothing():
    made_rows = made(
        "result.source_gap",
        given=COMMON
        | {
            "core.source": "register | complete_to\nnpr | 2026-04-30",
            "agreement.data_source": "agreement_id | register | purpose\nEX004 | inspire | treatment",
        },
    )
    expect(made_rows, "agreement_id | kind | n_seen_elsewhere\nEX004 | not_delivered | -")


def volume(months: list[tuple[int, int, int]]) -> str:
    """Exposures of one hospital: year, month and how many."""
    lines = [
        f"hospital/{year}{month}{number} | hospital | inspire | {date(year, month, 1 + number % 28)} | 983974724"
        for year, month, n in months
        for number in range(n)
    ]
    return "exposure_id | source | register | exposure_date | hospital_id\n" + "\n".join(lines)


HALF_YEAR = [(2024, month, 10) for month in range(1, 7)]
ONE = {
    "agreement.agreement": "agreement_id | is_proposal | treatment_source | start_date | lookback_days | treatment_register\n"
    "EX001 | false | hospital | 2022-01-01 | 365 | inspire",
    "core.source": SOURCES,
}


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (HALF_YEAR, [("2024-07-01", None)]),
        ([*HALF_YEAR, (2024, 9, 1)], [("2024-07-01", "2024-08-31")]),
        ([*HALF_YEAR, (2024, 7, 1)], []),
        ([*HALF_YEAR[:5], (2024, 6, 9)], []),
        (HALF_YEAR[1:], []),
        ([(2023, 12, 10), *HALF_YEAR[1:]], []),
        (
            [(2025, month, 10) for month in range(9, 13)] + [(2026, 1, 10), (2026, 2, 10)],
            [("2026-03-01", None)],
        ),
        ([(2025, month, 10) for month in range(10, 13)] + [(2026, month, 10) for month in (1, 2, 3)], []),
    ],
)
def test_a_hospital_that_falls_silent_is_suspected_only_where_the_register_says_it_is_complete(
    months, expected
):
    made_rows = made("result.source_gap", given=ONE | {"core.drug_exposure": volume(months)})
    found = [(str(row["gap_from"]), row["gap_to"] and str(row["gap_to"])) for row in made_rows]
    assert found == expected
    assert all(row["kind"] == "suspected" and row["hospital_id"] == "983974724" for row in made_rows)


def test_a_month_that_the_register_has_not_completed_is_not_silent():
    sources = SOURCES.replace("2026-03-31", "2026-03-30")
    months = [(2025, month, 10) for month in range(9, 13)] + [(2026, 1, 10), (2026, 2, 10)]
    given = ONE | {"core.source": sources, "core.drug_exposure": volume(months)}
    assert made("result.source_gap", given=given) == []


def test_what_is_dispensed_says_nothing_of_administrations():
    dispensed = volume(HALF_YEAR).replace("| hospital |", "| h_resept |")
    some = dispensed + "\nhospital/other | hospital | inspire | 2024-01-01 | 993467049"
    assert made("result.source_gap", given=ONE | {"core.drug_exposure": some}) == []


def test_a_silence_that_ends_on_the_first_day_of_the_period_is_a_gap_of_one_day():
    """365 days before the 31st of August 2025 is the last day of the silence."""
    agreement = ONE["agreement.agreement"].replace("2022-01-01", "2025-08-31")
    months = [*HALF_YEAR, (2024, 9, 1)]
    made_rows = made(
        "result.source_gap",
        given=ONE | {"agreement.agreement": agreement, "core.drug_exposure": volume(months)},
    )
    expect(made_rows, "kind | gap_from | gap_to\nsuspected | 2024-08-31 | 2024-08-31")


def test_a_silent_hospital_counts_whom_npr_shows_there_and_npr_itself_may_fall_silent():
    contacts = "\n".join(
        f"A | {month}{number} | 2024-0{month}-1{number} | 983974724"
        for _, month, n in HALF_YEAR
        for number in range(n)
    )
    made_rows = made(
        "result.source_gap",
        given=ONE
        | {
            "core.drug_exposure": volume(HALF_YEAR),
            "core.hospital_episode": f"person_id | episode_id | discharge_date | hospital_id\n{contacts}",
            "agreement.data_source": "agreement_id | register | purpose\nEX001 | npr | hospital_cost",
            "cohort.coverage_person": """
                agreement_id | register | denominator | person_id | first_contact_date | hospital_id
                EX001        | inspire  | npr_drug    | A         | 2024-07-01         | 983974724
                EX001        | inspire  | npr_drug    | B         | 2024-06-30         | 983974724
                EX001        | inspire  | npr_drug    | C         | 2024-07-01         | 993467049
            """,
        },
    )
    expect(
        made_rows,
        """
        register | kind      | hospital_id | gap_from   | n_seen_elsewhere
        inspire  | suspected | 983974724   | 2024-07-01 | 1
        npr      | suspected | 983974724   | 2024-07-01 | -
        """,
    )
