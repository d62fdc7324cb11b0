"""Whether a curve beside those of other editions tells that few were added to it.

A rounded probability is told at points without counts, and of groups whose counts do not leave. It bounds
how many have had the event by then (`curve_histories.possible_events`). Who has had the event by a time has
had it by every later time, and at every later cut: so the bounds of a later cut, less those of an earlier
one, say how few and how many were added by a time. Where 1 to 4 were, both at most one and at least four must
be possible.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import inf

import polars as pl

from pipelines.methods.curve_histories import ENOUGH, FEW, Point, possible_events
from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.curves_told import CURVE
from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.told_points import points_of_curve

SMALLEST, LARGEST = 1, THRESHOLD - 1
EFFORTS = (1, 2)
"""How many times as many histories are drawn before it is said that a number is not possible."""
Range = tuple[float, float]
"""The fewest and the most."""


def drawn_now(
    curve: pl.DataFrame, told: Iterable[Point], others: Sequence[Drawn], asked: Iterable[float] = ()
) -> Drawn:
    """A curve as it would be told, with exact numbers at the times of all points, its own and the `others`',
    and at those `asked`.

    `curve` has the columns of `result.survival_curve` for one group, every step.
    """
    points = tuple(sorted(told, key=lambda point: point.time_days))
    of_all = (*points, *(point for drawn in others for point in drawn.points))
    times = {*asked, *(point.time_days for point in of_all)}
    so_far = curve.sort("time_days").select("time_days", pl.col("n_event").cum_sum()).rows()
    events = {time: max((n for day, n in so_far if day <= time), default=0) for time in times}
    return Drawn(curve["data_cut"][0], points, int(curve["n_risk"].max() or 0), events)


def curves_now(
    points: pl.DataFrame, curves: pl.DataFrame, medians: Mapping[tuple, Sequence[Point]]
) -> dict[tuple, Drawn]:
    """What one edition draws of its curves of whole groups, by the values of CURVE.

    `points` has the columns of `released.survival_curve`, `curves` those of `result.survival_curve`.
    `medians` say what medians tell of them.
    """
    whole, is_told = pl.col("subgroup") == "all", pl.col("survival").is_not_null()
    steps = dict(iter(curves.filter(whole).group_by(CURVE)))
    return {
        key: drawn_now(steps[key], [*points_of_curve(rows.iter_rows(named=True)), *medians.get(key, ())], ())
        for key, rows in points.filter(whole & is_told).sort("time_days").group_by(CURVE)
    }


def few_added(now: Drawn, others: Sequence[Drawn]) -> float | None:
    """The time of a point of a curve from which a reader of other editions learns that few were added.

    None where there is none. `now` is exact at the times of all points, its own and those of the `others`.
    """
    for other in others:
        for earlier, later in _in_order(now, other):
            for effort in EFFORTS:
                if (time := _few_added(now, earlier, later, effort)) is None:
                    break
            else:
                return time
    return None


def _in_order(now: Drawn, other: Drawn) -> Iterator[tuple[Drawn, Drawn]]:
    """Editions of one cut are compared both ways."""
    if other.data_cut <= now.data_cut:
        yield other, now
    if other.data_cut >= now.data_cut:
        yield now, other


Bound = tuple[float, float]
"""A number of persons, and the time of the point that says so."""


def _few_added(now: Drawn, earlier: Drawn, later: Drawn, effort: float) -> float | None:
    own, counted = {point.time_days for point in now.points}, counted_times(now)
    before, after = (possible_ranges(drawn, now.n_at_start, effort) for drawn in (earlier, later))
    for time in sorted(before.keys() | after.keys()):
        true = (
            at_least(later.events, time) - at_most(earlier.events, time),
            at_most(later.events, time) - at_least(earlier.events, time),
        )
        if true[1] < SMALLEST or true[0] > LARGEST:
            continue
        (fewest_after, fewest_at), (most_after, most_at) = bounds(after, time, counted)
        (fewest_before, least_at), (most_before, largest_at) = bounds(before, time, counted)
        fewest, most = fewest_after - most_before, most_after - fewest_before
        if most < SMALLEST or fewest > LARGEST:
            continue
        binding = [
            *([fewest_at if now is later else largest_at] if fewest > FEW else []),
            *([most_at if now is later else least_at] if most < ENOUGH else []),
        ]
        if binding and binding[0] in own:
            return binding[0]
    return None


def counted_times(drawn: Drawn) -> frozenset[float]:
    """The times of points with counts."""
    return frozenset(point.time_days for point in drawn.points if point.is_counted)


def bounds(
    ranges: Mapping[float, Range], time: float, counted: Collection[float] = ()
) -> tuple[Bound, Bound]:
    """How few and how many can have had the event by a time, and the points that say so.

    Of several that say the same it is one with counts, if there is any, the nearest of these: without them
    the others say less.
    """
    low, _, low_at = max(
        ((low, at in counted, at) for at, (low, _) in ranges.items() if at <= time), default=(0.0, 0, -inf)
    )
    high, _, high_at = min(
        ((high, at not in counted, at) for at, (_, high) in ranges.items() if at >= time),
        default=(inf, 0, inf),
    )
    return (low, low_at), (high, high_at)


def possible_ranges(drawn: Drawn, n_of_now: int | None, effort: float) -> dict[float, Range]:
    """By the time of each point, how few and how many can have had the event; what is exact is possible."""
    n = n_of_now if drawn.n_at_start is None else drawn.n_at_start
    found = possible_events(n or 0, drawn.points, effort)
    ranges: dict[float, Range] = {}
    for place, point in enumerate(drawn.points):
        exact = drawn.events.get(point.time_days)
        possible = [*(found[place] if found else ()), *(() if exact is None else (exact,))]
        if possible:
            ranges[point.time_days] = min(possible), max(possible)
    return ranges


def at_least(events: Mapping[float, int], time: float) -> float:
    """How many had the event by a time at least, by the numbers that are known."""
    return max((n for at, n in events.items() if at <= time), default=0 if events else -inf)


def at_most(events: Mapping[float, int], time: float) -> float:
    """How many had it at most."""
    return min((n for at, n in events.items() if at >= time), default=inf)
