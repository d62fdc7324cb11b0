"""result.reporting_delay: delays as seen, and when the next delivery is due."""

import pytest

from tests.support.spec import expect, made

DELIVERIES = """
    register        | delivery_id | received   | complete_to | lead_days | interval_days
    npr             | 1           | 2025-02-25 | 2024-12-31  | 56        | -
    npr             | 2           | 2025-06-05 | 2025-04-30  | 36        | 100
    npr             | 3           | 2025-10-05 | 2025-08-31  | 35        | 122
    npr             | 4           | 2026-02-25 | 2025-12-31  | 56        | 143
    kreftregisteret | 5           | 2026-06-10 | 2025-12-31  | 161       | -
    prom            | 6           | 2026-05-01 | 2026-03-31  | 31        | -
"""
AGREED = """
    agreement_id | register        | purpose     | cadence
    EX001        | npr             | treatment   | month
    EX001        | kreftregisteret | eligibility | year
    EX004        | kreftregisteret | eligibility | half_year
"""


def test_delays_are_medians_and_the_next_delivery_follows_the_usual_interval():
    made_rows = made(
        "result.reporting_delay", given={"core.delivery": DELIVERIES, "agreement.data_source": AGREED}
    )
    expect(
        made_rows,
        """
        data_cut   | register        | n_deliveries | lead_days_median | lead_days_longest | interval_days_median | complete_to | last_received | next_expected_date
        2026-06-30 | npr             | 4            | 46               | 56                | 122                  | 2025-12-31  | 2026-02-25    | 2026-06-27
        2026-06-30 | kreftregisteret | 1            | 161              | 161               | -                    | 2025-12-31  | 2026-06-10    | 2026-12-10
        2026-06-30 | prom            | 1            | 31               | 31                | -                    | 2026-03-31  | 2026-05-01    | -
        """,
    )


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [
        ("month", "2026-06-30"),
        ("quarter", "2026-08-31"),
        ("third", "2026-09-30"),
        ("half_year", "2026-11-30"),
        ("year", "2027-05-31"),
    ],
)
def test_one_delivery_alone_follows_the_agreed_period(cadence, expected):
    made_rows = made(
        "result.reporting_delay",
        given={
            "core.delivery": "register | delivery_id | received | complete_to | lead_days\n"
            "nornmd | 1 | 2026-05-31 | 2026-03-31 | 61",
            "agreement.data_source": f"agreement_id | register | purpose | cadence\n"
            f"EX005 | nornmd | treatment | {cadence}",
        },
    )
    expect(made_rows, f"register | next_expected_date\nnornmd | {expected}")
