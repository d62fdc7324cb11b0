"""Histories that agree with a curve are real ones: estimated anew, they give what was told."""

import numpy as np
import polars as pl
import pytest

from pipelines.methods.curve_histories import ANY, Point, hides_losses, histories, limits, possible_events
from pipelines.methods.survival import kaplan_meier

TOLD = [
    Point(0, n_events=0, n_at_risk=60),
    Point(183, (0.74, 0.76), (0.60, 0.64), (0.83, 0.87)),
    Point(365, (0.53, 0.57), (0.38, 0.44), (0.66, 0.70), n_events=24, n_at_risk=24),
]


def test_limits_are_those_of_kaplan_meier():
    curve = kaplan_meier(
        pl.DataFrame({"stratum": 0, "time": [1, 2, 3, 4, 5, 6, 7, 8], "event": [1, 0, 1, 1, 0, 1, 0, 1]})
    )
    within = curve.filter(pl.col("survival").is_between(0.01, 0.99))
    survival = within["survival"].to_numpy()
    greenwood = (within["std_err"].to_numpy() / survival) ** 2
    lower, upper = limits(survival, greenwood)
    assert np.allclose(lower, within["lower"].to_numpy()) and np.allclose(upper, within["upper"].to_numpy())


def test_every_history_gives_the_counts_that_were_told():
    found = histories(60, TOLD)
    assert len(found) > 50
    assert set(found.events) == {24} and set(found.at_risk) == {24}
    assert set(found.lost.sum(axis=1)) == {12}


def test_a_history_estimated_anew_gives_the_curve_that_was_told():
    """Events and losses of each interval in the order that fits, one a day: Kaplan–Meier has the same end."""
    points = [Point(0, n_events=0, n_at_risk=30), Point(100, (0.79, 0.83), (0.60, 0.64), (0.90, 0.94))]
    found = histories(30, points)
    assert len(found)
    for place in range(min(len(found), 25)):
        died, lost = int(found.died[place, 1]), int(found.lost[place, 1])
        assert _some_order_gives(30, died, lost, found.survival[place], found.greenwood[place])


def _some_order_gives(n: int, died: int, lost: int, survival: float, greenwood: float) -> bool:
    """Losses in two runs, as `histories` tries them."""
    for late in range(lost + 1):
        for bottom in range(died + 1):
            for top in range(bottom, died + 1):
                order = (
                    [1] * (died - top)
                    + [0] * (lost - late)
                    + [1] * (top - bottom)
                    + [0] * late
                    + [1] * bottom
                )
                frame = pl.DataFrame({"time": range(1, n + 1), "event": [*order, *[0] * (n - len(order))]})
                times = np.arange(n, n - len(order), -1)
                events = np.array(order)
                found = np.prod(1 - events / times)
                if abs(found - survival) < 1e-9:
                    curve = kaplan_meier(frame.with_columns(stratum=0)).filter(pl.col("time") == len(order))
                    same = np.isclose(curve["survival"][0], survival, atol=1e-9)
                    if same and np.isclose((curve["std_err"][0] / survival) ** 2, greenwood, atol=1e-9):
                        return True
    return False


def test_what_no_history_gives_is_found_out():
    """Of twenty, five died; the curve stands where only early losses bring it."""
    start, end = Point(0, n_events=0, n_at_risk=20), Point(99, n_events=10, n_at_risk=5)
    roughly = Point(50, (0.60, 0.80), ANY, ANY, n_events=5)
    finely = Point(50, (0.682, 0.692), ANY, ANY, n_events=5)
    assert hides_losses((20,), (start, roughly, end), 1, 1)
    assert not hides_losses((20,), (start, finely, end), 1, 1)


@pytest.mark.parametrize(("n", "is_possible"), [(47, False), (60, True)])
def test_fewer_than_were_counted_give_no_history(n, is_possible):
    """24 had the event and 24 are followed."""
    assert (len(histories(n, TOLD)) > 0) == is_possible


def test_no_curve_rises():
    assert not len(histories(60, [Point(10, (0.4, 0.5)), Point(20, (0.6, 0.7))]))


def test_histories_in_which_more_than_half_were_lost_before_anybody_died_are_drawn():
    """Of 63 who are told to live by one half fourteen may have died: after 36 had been lost."""
    point = Point(730, (0.475, 0.525), (0.275, 0.325), (0.625, 0.675))
    ((fewest, _),) = possible_events(63, (point,))
    assert fewest <= 14
