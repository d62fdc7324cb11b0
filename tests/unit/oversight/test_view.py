"""What is owed, put together: what one act settles is one thing."""

from datetime import date

from pipelines.oversight.timeline import marked_dates
from pipelines.oversight.view import Overseen, milestones_between, together


def owed_row(status: str, due: str, period: str | None = None, kind: str = "delivery", **changes) -> dict:
    return {
        "agreement_id": "EX001",
        "status": status,
        "kind": kind,
        "what": "npr",
        "responsible": "Register",
        "period_end": period and date.fromisoformat(period),
        "due_date": date.fromisoformat(due),
        "done_date": None,
        **changes,
    }


def overseen(*rows: dict) -> Overseen:
    nothing = dict.fromkeys(Overseen.__dataclass_fields__, ())
    return Overseen(**{**nothing, "agreement": {"agreement_id": "EX001"}, "obligations": list(rows)})


def test_a_register_that_is_behind_owes_one_delivery_since_the_first_was_due():
    late = [
        owed_row("late", "2026-03-01", "2025-12-31"),
        owed_row("late", "2026-06-29", "2026-04-30"),
        owed_row("late", "2026-03-01", "2025-12-31", agreement_id="EX002"),
    ]
    (owed,) = together(late)
    assert (owed.due_date, owed.period_end, owed.n_periods) == (date(2026, 3, 1), date(2026, 4, 30), 2)
    assert owed.agreement_ids == ("EX001", "EX002")


def test_deliveries_to_come_are_each_their_own():
    assert len(together([owed_row("due", "2026-08-01"), owed_row("due", "2026-09-01")])) == 2


def test_shown_is_what_is_late_or_due_the_last_that_came_and_the_next_to_come():
    item = overseen(
        owed_row("done", "2025-03-01"),
        owed_row("done", "2025-06-01"),
        owed_row("due", "2026-08-01"),
        owed_row("future", "2026-12-01"),
        owed_row("future", "2027-03-01"),
    )
    assert [(owed.status, str(owed.due_date)) for owed in item.shown] == [
        ("done", "2025-06-01"), ("due", "2026-08-01"), ("future", "2026-12-01"),
    ]  # fmt: skip


def test_a_span_of_milestones_has_both_its_days():
    days = [date(2026, 6, 29), date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 2)]
    rows = [{"milestone_date": day} for day in days]
    assert [row["milestone_date"] for row in milestones_between(rows, days[1], days[2])] == days[1:3]


def test_deliveries_due_on_the_first_and_the_last_day_are_marked_and_those_that_came_are_not():
    first, last = date(2026, 6, 30), date(2028, 6, 30)
    days = ("2026-06-29", "2026-06-30", "2028-06-30", "2028-07-01")
    item = overseen(*(owed_row("future", day) for day in days), owed_row("done", "2026-09-01"))
    assert {day for _, day in marked_dates(item, first, last)} == {first, last}
