"""When a rounded curve tells, beside another edition's, that few had the event in between."""

from datetime import date

import pytest

from pipelines.methods.curve_histories import ANY, Point
from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.few_added import drawn_now, few_added
from tests.unit.methods.test_curve_release import exact_curve

MARCH, JUNE, SEPTEMBER = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)


def at(time_days: float, share: float, step: float, **counts: int) -> Point:
    return Point(time_days, (share - step / 2, share + step / 2), ANY, ANY, **counts)


def dead(n: int) -> list[tuple[int, bool]]:
    """Of a hundred persons so many die within half a year; the others are all followed for two years."""
    return [(100 + person % 80, True) for person in range(n)] + [(730, False)] * (100 - n)


def before(n: int, step: float, data_cut: date = MARCH, is_exact: bool = True) -> Drawn:
    """An edition that told how many of the same hundred persons lived at half a year."""
    points = (Point(0, n_events=0, n_at_risk=100), at(183, 1 - n / 100, step, n_at_risk=100 - n))
    return Drawn(data_cut, points, *((100, {0: 0, 183: n}) if is_exact else (None, {})))


def given_away(n: int, step: float, other: Drawn) -> float | None:
    """The point that is given away where so many of the hundred have died now, by the end of June.

    Told finely, it stands beside the number followed further, so that nobody can have been lost.
    """
    counts = {"n_at_risk": 100 - n} if step < 0.1 else {}
    told = [Point(0, n_events=0, n_at_risk=100), at(183, 1 - n / 100, step, **counts)]
    return few_added(drawn_now(exact_curve(dead(n)), told, [other]), [other])


@pytest.mark.parametrize(
    ("n", "step", "is_given_away"),
    [
        (23, 0.001, True),   # told to the person
        (23, 0.02, True),    # two to four
        (23, 0.2, False),    # none to eleven
        (20, 0.001, False),  # nobody
        (25, 0.001, False),  # five
    ],
)  # fmt: skip
def test_between_cuts_one_to_four_may_not_be_told_apart(n, step, is_given_away):
    assert given_away(n, step, before(20, 0.001)) == (183 if is_given_away else None)


def test_counts_bind_as_probabilities_do():
    told = Drawn(MARCH, (at(183, 0.5, 1.0, n_events=20, n_at_risk=80),), 100, {183: 20})
    assert given_away(23, 0.02, told) == 183
    assert given_away(23, 0.2, told) is None


def test_of_points_that_say_the_same_one_with_counts_is_named():
    """Without them the others say less, and may be agreed times, which leave without counts."""
    counted, uncounted = Point(170, n_events=23, n_at_risk=77), at(183, 0.77, 0.001)
    now = drawn_now(exact_curve([(100, True)] * 23 + [(730, False)] * 77), [counted, uncounted], [])
    earlier = before(20, 0.001)
    assert few_added(now, [earlier]) == 170
    assert few_added(now._replace(points=(uncounted,)), [earlier]) == 183


def test_a_time_that_only_one_edition_tells_is_bound_by_those_around_it():
    """Of 23 who have died by half a year, all but three had died by the last day told then."""
    points = (Point(0, n_events=0, n_at_risk=100), at(365, 0.8, 0.001, n_at_risk=80))
    told = Drawn(MARCH, points, 100, {0: 0, 365: 20})
    assert given_away(23, 0.001, told) == 183


def test_where_exact_numbers_are_gone_whatever_could_be_few_is_taken_for_few():
    assert given_away(25, 0.001, before(20, 0.001, is_exact=False)) is None, "it is five"
    assert given_away(23, 0.001, before(20, 0.001, is_exact=False)) == 183
    assert given_away(25, 0.02, before(20, 0.02, is_exact=False)) == 183, "it may be four"


def test_a_later_cut_and_another_edition_of_the_same_are_asked_as_well():
    assert given_away(20, 0.001, before(23, 0.001, SEPTEMBER)) == 183
    assert given_away(23, 0.001, before(20, 0.001, SEPTEMBER)) is None, "nobody comes to life"
    for one, other in ((20, 23), (23, 20)):
        assert given_away(one, 0.001, before(other, 0.001, JUNE)) == 183


def test_what_another_edition_says_alone_is_not_this_ones_to_hide():
    """A later one tells that three have died by half a year; now only ten by day 300 are told of."""
    told = Drawn(SEPTEMBER, (at(183, 0.97, 0.001),), 100, {183: 3})
    curve = exact_curve([(250, True)] * 10 + [(730, False)] * 90)
    assert few_added(drawn_now(curve, [at(300, 0.9, 0.001)], [told]), [told]) is None
