"""result.reporting_delay: delays as seen, and when the next delivery is due."""

import pytest

from tests.support.spec import expect, made

DELIVERIES = """
    register        | delivery_id | received   | complete_to | lead_days | interval_days | is_used
    npr             | 1           | 2025-02-25 | 2024-12-31  | 56        | -             | true
    npr             | 2           | 2025-06-05 | 2025-04-30  | 36        | 100           | true
    npr             | 3           | 2025-10-05 | 2025-08-31  | 35        | 122           | true
    npr             | 4           | 2026-02-25 | 2025-12-31  | 56        | 143           | true
    kreftregisteret | 5           | 2026-06-10 | 2025-12-31  | 161       | -             | true
    prom            | 6           | 2026-05-01 | 2026-03-31  | 31        | -             | true
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
            "core.delivery": "register | delivery_id | received | complete_to | lead_days | is_used\n"
            "nornmd | 1 | 2026-05-31 | 2026-03-31 | 61 | true",
            "agreement.data_source": f"agreement_id | register | purpose | cadence\n"
            f"EX005 | nornmd | treatment | {cadence}",
        },
    )
    expect(made_rows, f"register | next_expected_date\nnornmd | {expected}")


def test_a_snapshot_that_was_replaced_counts_in_the_delay_but_not_in_what_is_complete():
    made_rows = made(
        "result.reporting_delay",
        given={
            "core.delivery": """
                register | delivery_id | received   | complete_to | lead_days | interval_days | is_used
                dar      | dar-2024    | 2025-06-20 | 2024-12-31  | 171       | -             | false
                dar      | dar-2025    | 2026-06-05 | 2025-12-31  | 156       | 350           | true
                prom     | prom-1      | 2026-03-15 | 2026-02-28  | 15        | -             | false
                prom     | prom-2      | 2026-04-14 | 2026-01-31  | 73        | 30            | true
            """,
            "agreement.data_source": AGREED,
        },
    )
    expect(
        made_rows,
        """
        register | n_deliveries | lead_days_median | lead_days_longest | interval_days_median | complete_to | last_received | next_expected_date
        dar      | 2            | 163.5            | 171               | 350                  | 2025-12-31  | 2026-06-05    | 2027-05-21
        prom     | 2            | 44               | 73                | 30                   | 2026-01-31  | 2026-04-14    | 2026-05-14
        """,
    )
