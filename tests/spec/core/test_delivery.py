"""core.delivery: each delivery of the cut with its dates, none merged or left out."""

from tests.support.spec import expect, made


def test_every_delivery_keeps_its_own_dates():
    made_rows = made(
        "core.delivery",
        given={
            "raw.delivery": """
                register | delivery_id | kind      | received   | complete_to | n_rows | n_quarantined
                npr      | npr-1       | snapshot  | 2025-02-25 | 2024-12-31  | 1000   | 3
                npr      | npr-2       | increment | 2025-11-01 | 2025-04-30  | 10     | 1
                dar      | dar-1       | snapshot  | 2026-06-05 | 2025-12-31  | 50     | 0
            """
        },
    )
    expect(
        made_rows,
        """
        register | delivery_id | kind      | received   | complete_to
        npr      | npr-1       | snapshot  | 2025-02-25 | 2024-12-31
        npr      | npr-2       | increment | 2025-11-01 | 2025-04-30
        dar      | dar-1       | snapshot  | 2026-06-05 | 2025-12-31
        """,
    )
