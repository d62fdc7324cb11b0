from tests.spec.released.test_attrition import withheld_counts
from tests.support.spec import expect, made

COUNTS = """
    agreement_id | data_cut   | topic   | item | grouping | level | category | n
    EX004        | 2026-06-30 | context | all  | all      | all   | ordinary | 450
    EX004        | 2026-06-30 | context | all  | all      | all   | unknown  | 8
    EX004        | 2026-06-30 | context | all  | year     | 2023  | ordinary | 100
    EX004        | 2026-06-30 | context | all  | year     | 2024  | ordinary | 150
    EX004        | 2026-06-30 | context | all  | year     | 2024  | unknown  | 3
    EX004        | 2026-06-30 | context | all  | year     | 2025  | ordinary | 150
    EX004        | 2026-06-30 | context | all  | year     | 2025  | unknown  | 5
"""
HEADER = "agreement_id | data_cut | topic | item | grouping | level | category | n\n"
NOTHING = {"released.withheld_count": withheld_counts()}


def levels_of(rows: str) -> set[tuple]:
    """Level, category and number of what is told by year."""
    lines = [
        f"EX004 | 2026-06-30 | context | all | year | {row.strip()}" for row in rows.strip().splitlines()
    ]
    found = made("released.person_count", given={"result.person_count": HEADER + "\n".join(lines), **NOTHING})
    return {(row["level"], row["category"], row["n"]) for row in found}


def test_counts_leave_but_those_withheld():
    """A year with a small count is told together with the next."""
    given = {
        "result.person_count": COUNTS,
        "released.withheld_count": withheld_counts("context | all | all | all | unknown"),
    }
    expect(
        made("released.person_count", given=given),
        """
        grouping | level     | category | n   | suppressed
        all      | all       | ordinary | 450 | false
        all      | all       | unknown  | -   | true
        year     | 2023      | ordinary | 100 | false
        year     | 2023      | unknown  | 0   | false
        year     | 2024–2025 | ordinary | 300 | false
        year     | 2024–2025 | unknown  | 8   | false
        """,
    )


def test_a_withheld_zero_looks_like_any_withheld_count():
    given = {
        "result.person_count": COUNTS,
        "released.withheld_count": withheld_counts("context | all | year | 2023 | unknown"),
    }
    found = {(row["level"], row["category"]): row for row in made("released.person_count", given=given)}
    assert found["2023", "unknown"]["n"] is None and found["2023", "unknown"]["suppressed"]


def test_an_item_of_nobody_has_the_levels_of_its_topic():
    """That nobody undetermined is counted in any year is a number that can be withheld, too: without rows of
    its own for each, the table would say so."""
    counts = """
        agreement_id | data_cut   | topic  | item         | grouping | level | category | n
        EX004        | 2026-06-30 | uptake | inside       | all      | all   | treated  | 12
        EX004        | 2026-06-30 | uptake | inside       | region   | 3     | treated  | 12
        EX004        | 2026-06-30 | uptake | undetermined | all      | all   | treated  | 0
    """
    expect(
        made("released.person_count", given={"result.person_count": counts, **NOTHING}),
        """
        item         | grouping | level | category | n
        inside       | all      | all   | treated  | 12
        inside       | region   | 3     | treated  | 12
        undetermined | all      | all   | treated  | 0
        undetermined | region   | 3     | treated  | 0
        """,
    )


def test_a_last_year_with_a_small_count_is_told_with_those_before_it():
    """Of 2025 alone nobody was unknown, so 2024 comes with it too."""
    assert levels_of(
        """
        2023 | ordinary | 90
        2023 | unknown  | 7
        2024 | ordinary | 100
        2024 | unknown  | 5
        2025 | ordinary | 100
        2026 | ordinary | 20
        2026 | unknown  | 2
        """
    ) == {
        ("2023", "ordinary", 90),
        ("2023", "unknown", 7),
        ("2024–2026", "ordinary", 220),
        ("2024–2026", "unknown", 7),
    }


def test_all_years_are_one_level_where_no_other_has_no_small_count():
    found = levels_of("2023 | unknown | 2\n2024 | unknown | 1\n2026 | unknown | 1")
    assert found == {("2023–2026", "unknown", 4)}


def test_criteria_are_told_of_all_new_starters_only():
    rows = """
        agreement_id | data_cut   | topic     | item | grouping | level | category | n
        EX004        | 2026-06-30 | criterion | age  | all      | all   | met      | 30
        EX004        | 2026-06-30 | criterion | age  | hospital | A     | met      | 30
        EX004        | 2026-06-30 | criterion | age  | year     | 2024  | met      | 30
    """
    found = made("released.person_count", given={"result.person_count": rows, **NOTHING})
    assert [row["grouping"] for row in found] == ["all"]
