"""Whether a released curve gives a count away, and what then leaves less.

Two things are withheld beside a curve: where 1 to 4 were lost to follow-up since the last point with counts,
how many; and where the size of the group is a small number away from the number treated, the size. Histories
that agree with the curve as it leaves (`curve_histories`) must show that each could be at most one and at
least four. A point without counts that gives one away is taken out; a curve that gives its size away is
rounded more, and does not leave if that does not help.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import polars as pl

from pipelines.methods.curve_histories import (
    ANY,
    ENOUGH,
    EXACT,
    FEW,
    Cell,
    Point,
    are_there,
    hides_losses,
)
from pipelines.methods.curve_release import ROUNDED_TO, Told, released_points
from pipelines.methods.curves_told import Counted
from pipelines.methods.disclosure import THRESHOLD, is_sensitive

COUNTS = ("n_risk", "n_event", "n_censor")


class Beside(NamedTuple):
    """What leaves of a group beside its curve: its size, the number treated, counts at the points, what its
    median tells of the curve, and what other editions counted of it."""

    has_size: bool
    n_treated: int | None
    has_counts: bool
    of_median: tuple[Point, ...] = ()
    counted_before: tuple[Counted, ...] = ()


def safe_points(
    curve: pl.DataFrame, agreed_times: Sequence[int], others: Sequence[Told], beside: Beside
) -> pl.DataFrame:
    """The released points of one curve as `released_points`, without counts where they do not leave."""
    n = int(curve["n_risk"].max() or 0)
    uncounted = list(agreed_times)
    rounded_as = n if beside.has_size else n // 2
    while rounded_as >= THRESHOLD:
        points = released_points(curve, agreed_times, others, uncounted, rounded_as, beside.counted_before)
        leaving = points if beside.has_counts and beside.has_size else points.with_columns(_NO_COUNTS)
        given_away = _given_away(curve, points, leaving, n, beside)
        if given_away is None:
            return leaving
        if given_away in uncounted:
            uncounted.remove(given_away)
        else:
            rounded_as //= 2
    return released_points(curve, agreed_times, others, (), n).clear()


_NO_COUNTS = [pl.lit(None, dtype=pl.Int64).alias(count) for count in COUNTS]
_SIZE = -1


def _given_away(
    curve: pl.DataFrame, points: pl.DataFrame, leaving: pl.DataFrame, n: int, beside: Beside
) -> int | None:
    """The time of a point that gives a number lost away, _SIZE where the size is given away, or None."""
    told = list(_told(leaving))
    sizes = _sizes(n, beside)
    times = points["time_days"].to_list()
    lost = [int(curve.filter(pl.col("time_days") <= time)["n_censor"].sum()) for time in times]
    is_counted = points["n_event"].is_not_null().to_list()
    counted = -1
    for place in range(len(times)):
        firsts = {place, counted + 1}
        for first in firsts:
            before = lost[first - 1] if first else 0
            if is_sensitive(lost[place] - before) and not hides_losses(sizes, told, first, place):
                return times[place] if not is_counted[place] else times[place - 1]
        if is_counted[place]:
            counted = place
    if beside.n_treated is None or beside.has_size or not is_sensitive(beside.n_treated - n):
        return None
    few = [size for size in sizes if beside.n_treated - size <= FEW]
    enough = [size for size in sizes if beside.n_treated - size >= ENOUGH]
    told = sorted([*told, *beside.of_median], key=lambda point: point.time_days)
    return None if are_there(few, told) and are_there(enough, told) else _SIZE


def _sizes(n: int, beside: Beside) -> list[int]:
    """What the size of the group may be, the nearest to the true one first."""
    if beside.has_size:
        return [n]
    largest = n + ENOUGH if beside.n_treated is None else beside.n_treated
    return sorted(range(max(1, n - ENOUGH), largest + 1), key=lambda size: abs(size - n))


def _told(points: pl.DataFrame) -> Iterator[Point]:
    events = 0
    for row in points.sort("time_days").to_dicts():
        events += row["n_event"] or 0
        cells = [_cell(row[name], row[ROUNDED_TO]) for name in ("survival", "lower", "upper")]
        if row["survival"] == 1 and row["lower"] is None:
            # A curve that has no limits is one exactly.
            cells = [(1 - EXACT, 1 + EXACT)] * 3
        yield Point(row["time_days"], *cells, None if row["n_event"] is None else events, row["n_risk"])


def _cell(value: float | None, step: float) -> Cell:
    """Where a value lies that was rounded."""
    return ANY if value is None else (value - step / 2, value + step / 2)
