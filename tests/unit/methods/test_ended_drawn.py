"""What a curve and its median tell of how many have had the event by a time."""

from datetime import date

import pytest

from pipelines.methods.curve_histories import Point
from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.ended_drawn import limits_drawn
from pipelines.methods.ended_told import Number, Within, numbers_drawn
from pipelines.methods.told_points import points_of_median

START = Point(0, n_events=0, n_at_risk=40)
MEDIAN = {"estimate": 200.0, "lower": 140.0, "upper": 260.0, "rounded_to": 7}
"""Of forty persons, of whom one has the event every tenth day: half of them by day 200."""


def drawn(*points: Point) -> Drawn:
    in_order = tuple(sorted(points, key=lambda point: point.time_days))
    return Drawn(
        date(2026, 6, 30), in_order, 40, {point.time_days: int(point.time_days) // 10 for point in in_order}
    )


def test_a_median_bounds_how_many_have_had_the_event_by_times_around_it():
    """Some are lost, nobody knows when: of those followed half or more have had it by day 200."""
    limits = limits_drawn(drawn(START, *points_of_median(MEDIAN)), [(0, 150), (0, 365)])
    assert 15 <= limits[0, 150].most[0] <= 20, "no more than half, before day 200"
    assert limits[0, 365].fewest[0] >= 5, "the curve and its limits are at half or below"


def test_without_it_nothing_is_known():
    (fewest, _), (most, _) = limits_drawn(drawn(START), [(0, 150)])[0, 150]
    assert (fewest, most) == (0, float("inf"))


def test_a_point_between_two_times_bounds_both():
    point = Point(180, (0.54, 0.56), n_at_risk=22)
    limits = limits_drawn(drawn(START, point), [(0, 150), (0, 210)])
    assert [limits[0, 150].most, limits[0, 210].fewest] == [(18, 180), (18, 180)]


def test_between_two_times_there_are_fewer_than_by_both_at_most():
    """Between 8 and 12 by day 100, and 16 and 20 by day 180: but who had it by then had it not after."""
    points = START, Point(100, (0.69, 0.81)), Point(180, (0.49, 0.61))
    (_, (by_100, _)), (_, (by_180, _)), (fewest, most) = limits_drawn(
        drawn(*points), [(0, 100), (0, 180), (100, 180)]
    ).values()
    assert (by_100, by_180) == (12, 20)
    assert fewest[0] <= 8 <= most[0] < by_180


def test_where_no_history_is_found_nothing_is_said():
    assert limits_drawn(drawn(START, Point(180, (0.9, 0.91), n_events=30, n_at_risk=10)), [(0, 150)]) == {}


@pytest.mark.parametrize(
    ("told", "expected"),
    [(Within(n=15), (0, 18)), (Within(10, 19, 15), (10, 18)), (Within(12, 17, 15), (12, 17))],
    ids=["nothing else", "less of how many", "more"],
)
def test_what_rows_tell_of_the_same_number_holds_too(told, expected):
    by = Number("time_to_next_treatment", "new_line", 150)
    found = numbers_drawn(
        {by: told}, by.measure, by.variant, drawn(START, Point(180, (0.54, 0.56), n_at_risk=22))
    )
    assert found[by] == Within(*expected, n=15)
