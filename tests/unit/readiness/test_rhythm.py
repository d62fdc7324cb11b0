"""The last delivery before a day, from how registers have delivered."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.ingest.current import Delivery
from pipelines.readiness.rhythm import Agreed, last_delivery, months_later, rhythms

QUARTERS = (("2025-06-30", "2025-09-10"), ("2025-09-30", "2025-12-10"), ("2025-12-31", "2026-03-20"))


def delivered(register: str, *days: tuple[str, str]) -> list[Delivery]:
    return [
        Delivery(
            register, f"{register}-{number}", "snapshot", date.fromisoformat(received), date(2019, 1, 1),
            date.fromisoformat(complete_to), Path("unread"), "", 0, 0, (),
        )
        for number, (complete_to, received) in enumerate(days)
    ]  # fmt: skip


def test_lead_time_and_cadence_are_those_seen():
    rhythm = rhythms(delivered("inspire", *QUARTERS), {})["inspire"]
    assert (rhythm.lead_days_median, rhythm.lead_days_longest, rhythm.months_between) == (72, 79, 3)
    assert (rhythm.complete_to, rhythm.n_deliveries) == (date(2025, 12, 31), 3)
    assert not rhythm.is_from_agreement


def test_the_last_delivery_is_received_by_the_day_asked_for():
    rhythm = rhythms(delivered("inspire", *QUARTERS), {})["inspire"]
    last = last_delivery(rhythm, date(2026, 6, 30), as_of=date(2026, 3, 31))
    assert (last.complete_to, last.received) == (date(2026, 3, 31), date(2026, 6, 11))
    assert last_delivery(rhythm, date(2026, 6, 11), date(2026, 3, 31)).complete_to == date(2026, 3, 31)
    assert last_delivery(rhythm, date(2026, 6, 10), date(2026, 3, 31)).complete_to == date(2025, 12, 31)


def test_a_slow_register_may_miss_the_day():
    rhythm = rhythms(delivered("inspire", *QUARTERS), {})["inspire"]
    last = last_delivery(rhythm, date(2026, 6, 15), as_of=date(2026, 3, 31))
    assert (last.complete_to, last.complete_to_if_slow) == (date(2026, 3, 31), date(2025, 12, 31))


def test_years_ahead_every_delivery_in_between_is_counted():
    rhythm = rhythms(delivered("inspire", *QUARTERS), {})["inspire"]
    assert last_delivery(rhythm, date(2029, 6, 30), date(2026, 3, 31)).complete_to == date(2029, 3, 31)


def test_what_is_asked_for_in_the_past_has_been_received():
    rhythm = rhythms(delivered("inspire", *QUARTERS), {})["inspire"]
    last = last_delivery(rhythm, date(2026, 3, 25), as_of=date(2026, 3, 31))
    assert (last.complete_to, last.is_here) == (date(2025, 12, 31), True)


def test_an_overdue_delivery_comes_tomorrow_at_the_earliest():
    rhythm = rhythms(delivered("inspire", *QUARTERS), {})["inspire"]
    assert last_delivery(rhythm, date(2026, 9, 1), as_of=date(2026, 8, 20)).received == date(2026, 8, 21)


def test_one_delivery_shows_no_cadence():
    rhythm = rhythms(delivered("prom", ("2026-03-31", "2026-05-01")), {})["prom"]
    assert rhythm.months_between is None
    last = last_delivery(rhythm, date(2029, 6, 30), as_of=date(2026, 6, 20))
    assert (last.complete_to, last.is_assumed) == (date(2029, 5, 30), True)


def test_the_agreement_fills_in_what_has_not_been_seen():
    agreed = {"prom": Agreed("half_year", 40), "npr": Agreed("third", 60), "dar": Agreed(None, None)}
    found = rhythms(delivered("prom", ("2026-03-31", "2026-05-01")), agreed)
    assert (found["prom"].months_between, found["prom"].lead_days_median) == (6, 31)
    assert found["prom"].is_from_agreement
    assert (found["npr"].months_between, found["npr"].lead_days_longest) == (4, 60)
    assert (found["dar"].n_deliveries, found["dar"].lead_days_median) == (0, None)
    assert last_delivery(found["npr"], date(2029, 6, 30), date(2026, 6, 20)).complete_to is None


def test_several_deliveries_between_are_each_a_cadence_apart():
    rhythm = rhythms(delivered("inspire", *QUARTERS), {})["inspire"]
    assert last_delivery(rhythm, date(2029, 8, 15), date(2026, 3, 31)).complete_to == date(2029, 3, 31)


def test_on_the_day_itself_nothing_more_is_expected():
    rhythm = rhythms(delivered("inspire", *QUARTERS), {})["inspire"]
    assert last_delivery(rhythm, date(2026, 6, 30), as_of=date(2026, 6, 30)).is_here


def test_a_single_period_is_ordered_in_time_for_the_slowest_delivery_seen():
    """Twice to the same day: no cadence is seen, and the longer lead of 31 and 60 days counts."""
    seen = delivered("prom", ("2026-03-31", "2026-05-01"), ("2026-03-31", "2026-05-30"))
    rhythm = rhythms(seen, {})["prom"]
    assert (rhythm.lead_days_median, rhythm.lead_days_longest, rhythm.months_between) == (46, 60, None)
    assert last_delivery(rhythm, date(2026, 8, 30), as_of=date(2026, 6, 20)).complete_to == date(2026, 7, 1)
    nothing_new = last_delivery(rhythm, date(2026, 5, 30), as_of=date(2026, 5, 1))
    assert (nothing_new.complete_to, nothing_new.is_here) == (date(2026, 3, 31), True)


def test_a_period_delivered_twice_is_one_period():
    twice = (("2025-06-30", "2025-09-10"), ("2025-06-30", "2025-09-20"), ("2025-09-30", "2025-12-10"))
    assert rhythms(delivered("inspire", *twice), {})["inspire"].months_between == 3


def test_months_are_counted_and_what_is_seen_goes_before_what_is_agreed():
    monthly = (("2026-01-31", "2026-02-10"), ("2026-02-28", "2026-03-10"), ("2026-03-31", "2026-04-10"))
    found = rhythms(
        delivered("inspire", *monthly), {"inspire": Agreed("quarter", 70), "npr": Agreed("third", 60)}
    )
    assert found["inspire"].months_between == 1
    assert not found["inspire"].is_from_agreement
    assert found["npr"].lead_days_median == 60


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2026, 2, 28), 1, date(2026, 3, 31)),
        (date(2024, 2, 28), 12, date(2025, 2, 28)),
        (date(2025, 12, 31), 4, date(2026, 4, 30)),
        (date(2025, 1, 30), 1, date(2025, 2, 28)),
    ],
)
def test_the_end_of_a_month_stays_the_end_of_a_month(day, months, later):
    assert months_later(day, months) == later
