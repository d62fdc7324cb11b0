"""When a curve tells of few who had the event since other editions, which no two points say alone."""

from collections.abc import Mapping
from datetime import date

import pytest

from pipelines.methods.curve_histories import Point
from pipelines.methods.curve_series import time_of_few_since
from pipelines.methods.curves_drawn import Drawn

DECEMBER, MARCH, JUNE = date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)
EVERYBODY = 200


def counted(data_cut: date, told: Mapping[float, int], exactly: Mapping[float, int]) -> Drawn:
    """A curve of 200 persons of which only counts are told."""
    return Drawn(data_cut, tuple(Point(time, n_events=n) for time, n in told.items()), EVERYBODY, exactly)


@pytest.mark.parametrize(
    ("n_events", "tells"), [(39, 690), (36, None), (44, None)], ids=["three more", "none", "eight more"]
)
def test_what_two_cuts_told_of_two_stretches_of_time_is_taken_together(n_events, tells):
    """Of 39 events by 690 days one cut told 29 by 365 days, and another seven between 365 and 690 days."""
    before = [
        counted(DECEMBER, {365: 21, 690: 28}, {365: 21, 690: 28}),
        counted(MARCH, {365: 29}, {365: 29, 690: 36}),
    ]
    by_365 = {36: 29, 39: 31, 44: 34}[n_events]
    now = counted(JUNE, {690: n_events}, {365: by_365, 690: n_events})
    asked = (365, 690)
    assert time_of_few_since(now, {690}, before, asked) == tells
    for one in before:
        assert time_of_few_since(now, {690}, [one], asked) is None, "alone neither cut says so"


def test_counts_at_other_times_are_given_up_before_those_at_agreed_ones():
    """By 183 days two have had the event since March. Counts by day 180 and by day 210 bound them."""
    before = [counted(MARCH, {180: 40, 210: 50}, {180: 40, 183: 40, 210: 50})]
    exactly = {180: 41, 183: 42, 210: 52}
    now = counted(JUNE, exactly, exactly)
    assert time_of_few_since(now, {180, 183, 210}, before, (183,)) in (180, 210)


def test_who_is_followed_beyond_a_time_is_so_later():
    """Ten were followed beyond day 365 in March, and 17 beyond day 210 in June: of these at most seven have
    had the event by day 365, as five of the same had in March."""
    march = Drawn(
        MARCH,
        (Point(210, n_events=50, n_at_risk=60), Point(365, n_events=55, n_at_risk=10)),
        115,
        {210: 50, 365: 55},
    )
    june = Drawn(JUNE, (Point(210, n_events=50, n_at_risk=17),), 120, {210: 50, 365: 57})
    assert time_of_few_since(june, {210}, [march], (210, 365)) == 210
    more = Drawn(JUNE, (Point(210, n_events=50, n_at_risk=40),), 120, {210: 50, 365: 57})
    assert time_of_few_since(more, {210}, [march], (210, 365)) is None


def test_where_nobody_can_be_few_or_no_edition_was_before_nothing_is_asked():
    many = counted(JUNE, {365: 60}, {365: 60})
    assert time_of_few_since(many, {365}, [], (365,)) is None
    assert time_of_few_since(many, {365}, [counted(MARCH, {365: 40}, {365: 40})], (365,)) is None


def test_what_a_median_tells_stays_and_what_is_told_in_any_case_withholds_nothing():
    """The median alone says that by day 100 at least half have had the event."""
    before = [counted(MARCH, {100: 99}, {100: 99})]
    now = Drawn(JUNE, (Point(100, survival=(0.4, 0.5)),), EVERYBODY, {100: 101})
    assert time_of_few_since(now, set(), before, (100,)) is None


@pytest.mark.parametrize(("by_330", "tells"), [(47, 330), (43, None)], ids=["five came before", "one did"])
def test_what_no_edition_tells_a_number_at_is_asked_of_all_the_same(by_330, tells):
    """Eight have had the event by day 730 since March, five of them by day 330: so three at most after day
    365, and one did. Of March it is not known how many had had it by that day."""
    march = counted(MARCH, {340: 42, 730: 52}, {340: 42, 730: 52})
    june = counted(JUNE, {330: by_330, 730: 60}, {330: by_330, 340: 48, 365: 50, 730: 60})
    assert time_of_few_since(june, {330, 730}, [march], (365, 730)) == tells
