"""Whether numbers lost to follow-up that are withheld follow from what is told of a curve, at any cut.

Those lost between two points of a curve, and since the last point with counts, are withheld where they are 1
to 4. Histories must show that each could be at most one and at least four (`curve_histories`), beside what
the counts of other cuts say (`known_beside`). That is asked of the edition that leaves, and of each earlier
one, whose losses the counts of now bound too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf
from typing import NamedTuple

from pipelines.methods.curve_histories import Point, hides_losses
from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.known_beside import known_beside


class Given(NamedTuple):
    """A number lost that is given away: since the time of one point, or since the start, up to another's."""

    since: float
    up_to: float


def losses_given_away(
    sizes: Sequence[int], points: Sequence[Point], lost: Mapping[float, int]
) -> Iterator[Given]:
    """The withheld numbers lost that `points` give away of a group of one of the `sizes`.

    `lost` has the exact numbers lost so far by the times of points, as far as they are known.
    """
    before = counted = -1
    for place, point in enumerate(points):
        if not point.is_of_curve or point.time_days not in lost:
            continue
        for last in sorted({before, counted}):
            since = points[last].time_days if last >= 0 else -inf
            n_lost = lost[point.time_days] - lost.get(since, 0)
            if is_sensitive(n_lost) and not hides_losses(tuple(sizes), tuple(points), last + 1, place):
                yield Given(since, point.time_days)
        before = place
        counted = place if point.is_counted else counted


def less_for_losses_before(now: Drawn, others: Sequence[Drawn]) -> float | None:
    """The time of a point whose counts give away what an edition of another cut withheld.

    The nearest one without whose counts the number lost is hidden again, if there is one; None where nothing
    is given away that was not without the edition of now.
    """
    if not any(point.is_counted for point in now.points):
        return None
    for place, other in enumerate(others):
        if other.data_cut == now.data_cut or other.n_at_start is None:
            continue
        rest = [*others[:place], *others[place + 1 :]]
        before = None
        for given in _given_away(other, [*rest, now]):
            before = set(_given_away(other, rest)) if before is None else before
            if given not in before:
                return _nearest(now, other, rest, given)
    return None


def _nearest(now: Drawn, other: Drawn, rest: Sequence[Drawn], given: Given) -> float:
    counted = [point.time_days for point in now.points if point.is_counted and point.time_days < inf]
    by_distance = sorted(counted, key=lambda time: (max(given.since - time, time - given.up_to), time))
    for time in by_distance:
        if given not in _given_away(other, [*rest, _without_counts(now, time)]):
            return time
    return by_distance[0]


def _without_counts(drawn: Drawn, time: float) -> Drawn:
    """Without counts at a time, and without all events, which are told beside counts at the last point."""
    points = tuple(
        replace(point, n_events=None, n_at_risk=None) if point.time_days in (time, inf) else point
        for point in drawn.points
    )
    return drawn._replace(points=points)


def _given_away(drawn: Drawn, others: Sequence[Drawn]) -> Iterator[Given]:
    told = known_beside(drawn.points, drawn.data_cut, others)
    return losses_given_away([drawn.n_at_start or 0], told, drawn.lost)
