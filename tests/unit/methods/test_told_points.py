"""A median and its limits say where the curve and its limits come down to one half."""

from pipelines.methods.curve_histories import ANY, Point
from pipelines.methods.told_points import points_of_median


def test_a_median_told_by_four_weeks_bounds_the_curve_two_weeks_before_and_after():
    told = {"estimate": 196.0, "lower": 14.0, "upper": None, "rounded_to": 28.0}
    assert list(points_of_median(told)) == [
        Point(181.25, survival=(0.5, ANY[1])),
        Point(210.25, survival=(ANY[0], 0.5)),
        # The lower limit may be the first day: before it nothing is told.
        Point(28.25, lower=(ANY[0], 0.5)),
    ]


def test_a_median_and_a_limit_in_the_same_step_say_of_a_time_together():
    """As two points of one time somebody could have the event between them."""
    told = {"estimate": 196.0, "lower": None, "upper": 196.0, "rounded_to": 28.0}
    assert list(points_of_median(told)) == [
        Point(181.25, survival=(0.5, ANY[1]), upper=(0.5, ANY[1])),
        Point(210.25, survival=(ANY[0], 0.5), upper=(ANY[0], 0.5)),
    ]


def test_a_median_that_is_not_reached_tells_of_no_time():
    assert list(points_of_median(dict.fromkeys(("estimate", "lower", "upper")) | {"rounded_to": 7.0})) == []
