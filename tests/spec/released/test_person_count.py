from tests.spec.released.test_attrition import withheld_counts
from tests.support.spec import expect, made

COUNTS = """
    agreement_id | data_cut   | topic   | item | grouping | level | category | n
    EX004        | 2026-06-30 | context | all  | all      | all   | ordinary | 300
    EX004        | 2026-06-30 | context | all  | all      | all   | unknown  | 3
    EX004        | 2026-06-30 | context | all  | year     | 2024  | ordinary | 150
    EX004        | 2026-06-30 | context | all  | year     | 2025  | ordinary | 150
    EX004        | 2026-06-30 | context | all  | year     | 2025  | unknown  | 3
"""


def test_counts_leave_but_those_withheld():
    given = {
        "result.person_count": COUNTS,
        "released.withheld_count": withheld_counts(
            "context | all | all | all | unknown", "context | all | year | 2025 | unknown"
        ),
    }
    expect(
        made("released.person_count", given=given),
        """
        grouping | level | category | n   | suppressed
        all      | all   | ordinary | 300 | false
        all      | all   | unknown  | -   | true
        year     | 2024  | ordinary | 150 | false
        year     | 2024  | unknown  | 0   | false
        year     | 2025  | ordinary | 150 | false
        year     | 2025  | unknown  | -   | true
        """,
    )


def test_a_withheld_zero_looks_like_any_withheld_count():
    given = {
        "result.person_count": COUNTS,
        "released.withheld_count": withheld_counts("context | all | year | 2024 | unknown"),
    }
    found = {(row["level"], row["category"]): row for row in made("released.person_count", given=given)}
    assert found["2024", "unknown"]["n"] is None and found["2024", "unknown"]["suppressed"]
