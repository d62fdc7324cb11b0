"""core.source: what the deliveries of a register cover together."""

from tests.support.spec import expect, made


def test_a_register_is_complete_from_the_first_to_the_latest_date_any_delivery_in_use_declares():
    made_rows = made(
        "core.source",
        given={
            "raw.delivery": """
                register | delivery_id | kind      | received   | period_from | complete_to | n_rows | n_quarantined | is_used
                npr      | npr-0       | snapshot  | 2025-01-25 | 2001-01-01  | 2025-09-30  | 999    | 9             | false
                npr      | npr-1       | snapshot  | 2025-02-25 | 2016-07-01  | 2024-12-31  | 1000   | 3             | true
                npr      | npr-2       | increment | 2025-10-05 | 2025-05-01  | 2025-08-31  | 200    | 0             | true
                npr      | npr-3       | increment | 2025-11-01 | 2025-01-01  | 2025-04-30  | 10     | 1             | true
                dar      | dar-1       | snapshot  | 2026-06-05 | 2010-01-01  | 2025-12-31  | 50     | 0             | true
            """
        },
    )
    expect(
        made_rows,
        """
        register | n_deliveries | complete_from | complete_to | last_received | n_rows | n_quarantined
        npr      | 3            | 2016-07-01    | 2025-08-31  | 2025-11-01    | 1210   | 4
        dar      | 1            | 2010-01-01    | 2025-12-31  | 2026-06-05    | 50     | 0
        """,
    )
