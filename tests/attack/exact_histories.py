"""Histories that agree with a curve told exactly: every order of events and losses is tried.

Where there are too many orders it is taken for granted that one fits: the attacker finds out too little then.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import comb

import numpy as np

from pipelines.methods.curve_histories import (
    ANY,
    EXACT,
    Histories,
    Point,
    Z,
    agree,
    events_between,
    is_possible,
    places_of_different,
    start_of,
)

MOST_LOST = 6
"""More losses in an interval without counts are not looked for."""
MOST_ORDERS = 6_000


def exact_histories(
    n: int, points: Sequence[Point], lost: Mapping[int, Sequence[int]] | None = None
) -> Histories:
    """As `histories`, of points whose values are told exactly."""
    found = start_of(n)
    for place in range(len(points)):
        found = _exactly(found, points[place:], (lost or {}).get(place))
        if not len(found):
            break
        numbers = [*found.died.T, *found.lost.T]
        found = found.take(places_of_different(numbers, found.survival, found.greenwood))
    return found


def _exactly(found: Histories, ahead: Sequence[Point], wanted: Sequence[int] | None) -> Histories:
    """Every order of events and losses is tried; the curve and Greenwood's sum are then known, as told."""
    point = ahead[0]
    told = sum(point.survival) / 2
    lost = np.array(range(MOST_LOST + 1) if wanted is None else wanted)
    which, lost, more = (grid.ravel() for grid in np.meshgrid(np.arange(len(found)), lost, np.arange(8)))
    start = found.take(which)
    fewest, most = events_between(start.at_risk, start.survival, lost, ahead)
    died = fewest.astype(int) + more
    if point.n_events is not None:
        died = point.n_events - start.events
    elif not point.is_counted:
        died = np.where(died <= most, died, -1)
    if point.n_at_risk is not None:
        lost = start.at_risk - died - point.n_at_risk
    open_ones = (
        is_possible(start.events + died, start.at_risk - died - lost, ahead) & (died >= 0) & (lost >= 0)
    )
    ways = np.unique(np.column_stack([which, died, lost])[open_ones], axis=0)
    fits = np.array([_some_order_fits(found, point, *way) for way in ways], dtype=bool)
    which, died, lost = ways[fits].reshape(-1, 3).T
    start = found.take(which)
    greenwood = _greenwood(told, point)
    return start.further(
        np.full(len(start), told),
        start.greenwood if greenwood is None else np.full(len(start), greenwood),
        died,
        lost,
    )


def _some_order_fits(found: Histories, point: Point, which: int, died: int, lost: int) -> bool:
    r, end = found.at_risk[which], found.at_risk[which] - died - lost
    is_told = point.n_events is not None and point.n_at_risk is not None
    n_orders = comb(died + lost, lost)
    if is_told or n_orders > MOST_ORDERS:
        return True
    at = np.array(list(combinations(range(end + 1, r + 1), lost)), dtype=float).reshape(n_orders, lost)
    survival = found.survival[which] * end / r * np.prod(at / (at - 1), axis=1)
    greenwood = found.greenwood[which] + 1 / end - 1 / r - np.sum(1 / (at * (at - 1)), axis=1)
    return bool(agree(point, survival, greenwood).any())


def _greenwood(survival: float, point: Point) -> float | None:
    """Greenwood's sum that gives the exact lower limit; None where none is told."""
    lower = sum(point.lower) / 2
    if point.lower == ANY or not 0 < survival < 1 - EXACT or not 0 < lower < 1:
        return None
    return float((np.log(np.log(lower) / np.log(survival)) * abs(np.log(survival)) / Z) ** 2)
