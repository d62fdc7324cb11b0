"""How few and how many have died, or ended treatment by any cause, as a curve and its median are drawn.

The numbers in a row of estimates say less: a point between two agreed times bounds both, and so do the median
and its limits, which stand also where a curve that is told roughly has no points. How many had the event
between two times is bounded more closely than by how many had it by each: a history with many before has few
after.
"""

from collections.abc import Iterable
from math import inf
from typing import NamedTuple

import numpy as np

from pipelines.methods.curve_histories import events_so_far
from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.few_added import EFFORTS, Bound, bounds, counted_times, possible_ranges

Span = tuple[int, int]
"""After one time, and up to another; from the start on after 0."""


class Limits(NamedTuple):
    """How few and how many there can be, each with the time of the point that says so."""

    fewest: Bound
    most: Bound


def limits_drawn(drawn: Drawn, spans: Iterable[Span]) -> dict[Span, Limits]:
    """By span, how few and how many can have had the event in it; nothing where no history is found.

    What any of the runs shows to be possible is possible, and what was so.
    """
    n = drawn.n_at_start or 0
    efforts = [effort for effort in EFFORTS if len(events_so_far(n, drawn.points, effort))]
    if not efforts:
        return {}
    return {span: _of_runs([_limits(drawn, n, span, effort) for effort in efforts]) for span in spans}


def _of_runs(limits: list[Limits]) -> Limits:
    return Limits(min(one.fewest for one in limits), max(one.most for one in limits))


def _limits(drawn: Drawn, n: int, span: Span, effort: float) -> Limits:
    since, time = span
    if since == 0:
        return Limits(*bounds(possible_ranges(drawn, n, effort), time, counted_times(drawn)))
    times = [point.time_days for point in drawn.points]
    within = [place for place, at in enumerate(times) if since <= at <= time]
    around = [
        [place for place, at in enumerate(times) if at <= since][-1:],
        [place for place, at in enumerate(times) if at >= time][:1],
    ]
    fewest = (0.0, -inf)
    if len(within) > 1:
        fewest = (_between(drawn, n, within[0], within[-1], effort)[0], times[within[-1]])
    most = (inf, inf)
    if all(around):
        (first,), (last,) = around
        most = (_between(drawn, n, first, last, effort)[1], times[last])
    return Limits(fewest, most)


def _between(drawn: Drawn, n: int, first: int, last: int, effort: float) -> tuple[int, int]:
    """The fewest and the most events after one point and up to another."""
    so_far = events_so_far(n, drawn.points, effort)
    found = so_far[:, last] - so_far[:, first]
    exact = [drawn.events.get(drawn.points[place].time_days) for place in (first, last)]
    was = [] if None in exact else [exact[1] - exact[0]]
    possible = np.append(found, was)
    return int(possible.min()), int(possible.max())
