"""released.reporting_delay: dates of deliveries tell of no person."""

from tests.support.spec import expect, made


def test_everything_leaves():
    made_rows = made(
        "released.reporting_delay",
        given={
            "result.reporting_delay": """
                data_cut   | register | n_deliveries | lead_days_median | lead_days_longest | complete_to | last_received
                2026-06-30 | nornmd   | 1            | 61               | 61                | 2026-03-31  | 2026-05-31
            """
        },
    )
    expect(made_rows, "register | n_deliveries | lead_days_longest | next_expected_date\nnornmd | 1 | 61 | -")
