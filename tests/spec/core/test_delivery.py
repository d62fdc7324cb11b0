"""core.delivery: lead times and intervals of the deliveries received."""

from tests.support.spec import expect, made


def test_each_delivery_knows_its_delay_and_the_time_since_the_one_before():
    made_rows = made(
        "core.delivery",
        given={
            "raw.delivery": """
                register | delivery_id | received   | complete_to | is_used
                npr      | npr-3       | 2025-10-05 | 2025-08-31  | true
                npr      | npr-1       | 2025-02-25 | 2024-12-31  | true
                npr      | npr-2       | 2025-06-05 | 2025-04-30  | true
                nornmd   | nornmd-1    | 2026-05-15 | 2026-03-31  | true
                dar      | dar-2025    | 2026-06-05 | 2025-12-31  | true
                dar      | dar-2024    | 2025-06-20 | 2024-12-31  | false
            """
        },
    )
    expect(
        made_rows,
        """
        register | delivery_id | lead_days | interval_days | is_used
        npr      | npr-1       | 56        | -             | true
        npr      | npr-2       | 36        | 100           | true
        npr      | npr-3       | 35        | 122           | true
        nornmd   | nornmd-1    | 45        | -             | true
        dar      | dar-2024    | 171       | -             | false
        dar      | dar-2025    | 156       | 350           | true
        """,
    )
