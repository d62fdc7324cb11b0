"""What the counts of other cuts say of a curve's history."""

from dataclasses import replace
from datetime import date

import pytest

from pipelines.methods.curve_histories import ANY_NUMBER, Point, are_there, histories
from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.known_beside import known_beside

MARCH, JUNE, SEPTEMBER = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)
TOLD = (Point(90, n_events=10, n_at_risk=80), Point(183, n_events=20, n_at_risk=60))


def known(time_days: float, data_cut: date) -> Point:
    """What those of another cut say of a point of June."""
    return known_beside([Point(time_days)], JUNE, [Drawn(data_cut, TOLD, None, {})])[0]


def test_an_earlier_cut_says_how_many_had_the_event_and_were_seen_at_least():
    within = {"events_within": (10, float("inf")), "at_risk_within": (60, float("inf"))}
    assert known(120, MARCH) == replace(Point(120), **within, seen_within=(80, float("inf")))
    assert known(90, MARCH).at_risk_within == (80, float("inf"))
    assert known(30, MARCH).events_within == ANY_NUMBER


def test_a_later_cut_says_how_many_at_most():
    within = {"events_within": (0, 20), "at_risk_within": (0, 80), "seen_within": (0, 90)}
    assert known(120, SEPTEMBER) == replace(Point(120), **within)
    assert known(200, SEPTEMBER).events_within == ANY_NUMBER


def test_an_edition_of_the_same_cut_says_nothing():
    assert known(120, JUNE) == Point(120)


def test_what_a_point_without_counts_says_is_no_number():
    told = Drawn(MARCH, (Point(90, survival=(0.5, 0.6)), Point(120, n_events=10)), None, {})
    assert known_beside([Point(100)], JUNE, [told]) == (Point(100),)


@pytest.mark.parametrize("n", [100, 81])
def test_histories_agree_with_what_is_known(n):
    """Eighty of them were seen to half a year: of 81 one can have been lost."""
    point = replace(Point(183, survival=(0.6, 0.9)), seen_within=(80, float("inf")), events_within=(5, 12))
    found = histories(n, [Point(0, n_events=0, n_at_risk=n), point])
    assert found.lost.sum(axis=1).max() <= n - 80
    assert 5 <= found.events.min() <= found.events.max() <= 12
    assert are_there([n], [point], {0: (2,)}) == (n == 100)
