"""released.source_gap: every gap is told, its persons only where released.coverage tells them."""

from tests.support.spec import expect, made

GAPS = """
    agreement_id | data_cut   | register | kind          | region_code | hospital_id | gap_from   | n_seen_elsewhere
    EX001        | 2026-06-30 | inspire  | declared      | 5           | -           | 2021-01-01 | 8
    EX002        | 2026-06-30 | inspire  | declared      | 5           | -           | 2021-01-01 | 2
    EX003        | 2026-06-30 | inspire  | declared      | 7           | -           | 2021-01-01 | 0
    EX004        | 2026-06-30 | inspire  | declared      | -           | -           | 2021-01-01 | -
    EX005        | 2026-06-30 | nornmd   | not_delivered | -           | -           | 2021-01-01 | 30
    EX007        | 2026-06-30 | inspire  | suspected     | -           | 983974724   | 2021-01-01 | 12
    EX008        | 2026-06-30 | inspire  | declared      | 7           | -           | 2021-01-01 | 9
"""
COVERAGE = """
    agreement_id | data_cut   | register | denominator   | grouping | level | n_denominator | is_delivered | suppressed
    EX001        | 2026-06-30 | inspire  | npr_drug      | region   | 5     | 8             | false        | false
    EX001        | 2026-06-30 | inspire  | npr_diagnosis | region   | 5     | 8             | false        | false
    EX002        | 2026-06-30 | inspire  | npr_drug      | region   | 5     | -             | false        | true
    EX005        | 2026-06-30 | nornmd   | npr_drug      | all      | all   | 30            | false        | false
    EX007        | 2026-06-30 | inspire  | npr_drug      | hospital | 983974724 | 12        | false        | false
    EX008        | 2026-06-30 | inspire  | npr_drug      | region   | 7     | 9             | true         | false
"""


def test_numbers_leave_where_the_same_number_leaves_as_coverage():
    expect(
        made("released.source_gap", given={"result.source_gap": GAPS, "released.coverage": COVERAGE}),
        """
        agreement_id | kind          | gap_from   | n_seen_elsewhere | suppressed
        EX001        | declared      | 2021-01-01 | 8                | false
        EX002        | declared      | 2021-01-01 | -                | true
        EX003        | declared      | 2021-01-01 | 0                | false
        EX004        | declared      | 2021-01-01 | -                | false
        EX005        | not_delivered | 2021-01-01 | 30               | false
        EX007        | suspected     | 2021-01-01 | -                | true
        EX008        | declared      | 2021-01-01 | -                | true
        """,
    )
