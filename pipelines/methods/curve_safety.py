"""Whether a released curve gives a count away, and what then leaves less.

Two things are withheld beside a curve: where 1 to 4 were lost to follow-up since the last point with counts,
how many; and where the size of the group is a small number away from the number treated, the size. Histories
that agree with the curve as it leaves (`curve_histories`) must show that each could be at most one and at
least four. A point without counts that gives one away is taken out; a curve that gives its size away is
rounded more, and does not leave if that does not help. Counts do not leave that give away how many another
edition withheld as lost (`losses_told`).
"""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from pipelines.methods.curve_histories import (
    ENOUGH,
    FEW,
    Point,
    are_there,
)
from pipelines.methods.curve_release import Manner, Told, released_points
from pipelines.methods.curve_series import time_of_few_since
from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.curves_told import ALL_FOLLOW_UP, Counted, So, differs_by_few
from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.ended_curves import EndedBesideCurve
from pipelines.methods.few_added import drawn_now, few_added
from pipelines.methods.known_beside import known_beside
from pipelines.methods.losses_told import less_for_losses_before, losses_given_away
from pipelines.methods.precision import next_rougher
from pipelines.methods.rounded_numbers import between
from pipelines.methods.told_points import point_of_all, points_of_curve

COUNTS = ("n_risk", "n_event", "n_censor")


class Beside(NamedTuple):
    """What leaves of a group beside its curve: its size, the number treated, counts at the points, what its
    median tells of the curve, what other editions counted and drew of it, and what they drew of others; and
    as of how many persons it is rounded, if not of its own. And how treatment ended, if the curve tells it.
    """

    has_size: bool
    n_treated: int | None
    has_counts: bool
    of_median: tuple[Point, ...] = ()
    counted_before: tuple[Counted, ...] = ()
    drawn_before: tuple[Drawn, ...] = ()
    drawn_of_others: tuple[Drawn, ...] = ()
    rounded_as: int | None = None
    ended: EndedBesideCurve | None = None


def safe_points(
    curve: pl.DataFrame, agreed_times: Sequence[int], others: Sequence[Told], beside: Beside
) -> pl.DataFrame:
    """The released points of one curve as `released_points`, without counts where they do not leave."""
    n = int(curve["n_risk"].max() or 0)
    rounded_as = n if beside.rounded_as is None else beside.rounded_as
    manner = Manner(rounded_as if beside.has_size else rounded_as // 2, frozenset(agreed_times))
    while manner.rounded_as >= THRESHOLD:
        points = released_points(curve, agreed_times, others, manner, beside.counted_before)
        leaving = points if beside.has_counts and beside.has_size else points.with_columns(_NO_COUNTS)
        given_away = _given_away(curve, points, leaving, n, beside)
        if given_away is None:
            if (time := _tells_beside_editions(curve, leaving, agreed_times, beside)) is None:
                return leaving
            manner = _less_at(manner, time, points)
        elif given_away in manner.uncounted:
            manner = _without(manner, given_away)
        else:
            manner = manner._replace(rounded_as=manner.rounded_as // 2)
    return released_points(curve, agreed_times, others).clear()


def _without(manner: Manner, time: int) -> Manner:
    return manner._replace(uncounted=manner.uncounted - {time})


def _less_at(manner: Manner, time: int, points: pl.DataFrame) -> Manner:
    """At a point less is told: no counts, then the curve more roughly, then nothing."""
    if points.filter(pl.col("time_days") == time)["n_event"].is_not_null().all():
        return manner._replace(not_counted=manner.not_counted | {time})
    rougher = next_rougher(manner.as_of(time))
    if rougher is None:
        return _without(manner, time)
    return manner._replace(rounded_at={**manner.rounded_at, time: rougher})


def _tells_beside_editions(
    curve: pl.DataFrame, leaving: pl.DataFrame, agreed_times: Sequence[int], beside: Beside
) -> int | None:
    """The time of a point that tells how few were added to what another edition drew, or were lost then."""
    others = (*beside.drawn_before, *beside.drawn_of_others)
    if leaving.is_empty() or not (others or beside.ended):
        return None
    now = drawn_now(curve, _told(curve, leaving, beside), others, agreed_times)
    time = few_added(now, others)
    if time is None:
        time = less_for_losses_before(now, beside.drawn_before)
    if time is None:
        time = time_of_few_since(now, set(leaving["time_days"]), beside.drawn_before, agreed_times)
    if time is None and beside.ended is not None:
        time = beside.ended.time_that_tells(now)
    if time is None:
        return None
    # What is told over all follow-up, or by a median, is told beside the points of the curve.
    return min(leaving["time_days"].to_list(), key=lambda day: (abs(day - min(time, 1e9)), day))


def _told(curve: pl.DataFrame, leaving: pl.DataFrame, beside: Beside) -> list[Point]:
    """The points of a curve as it leaves, with what its median and the events over all follow-up tell."""
    own = list(points_of_curve(leaving.iter_rows(named=True)))
    told = [*own, *beside.of_median, *_of_all(curve, own, beside)]
    return sorted(told, key=lambda point: point.time_days)


def _of_all(curve: pl.DataFrame, own: Sequence[Point], beside: Beside) -> list[Point]:
    """How many had the event over all follow-up, where `event_count_release` may tell it."""
    counted = [So(point.time_days, point.n_events) for point in own if point.n_events is not None]
    if not counted or own[-1].n_events is None:
        return []
    of_all = So(ALL_FOLLOW_UP, int(curve["n_event"].sum()))
    since = curve.filter(pl.col("time_days") > own[-1].time_days)
    if any(is_sensitive(int(since[name].sum())) for name in ("n_event", "n_censor")):
        return []
    if differs_by_few(curve["data_cut"][0], of_all, beside.counted_before, counted):
        return []
    return [point_of_all(of_all.n_events)]


_NO_COUNTS = [pl.lit(None, dtype=pl.Int64).alias(count) for count in COUNTS]
ROUGHER = -1
"""Instead of the time of a point that is taken out: the whole curve is told more roughly."""


def _given_away(
    curve: pl.DataFrame, points: pl.DataFrame, leaving: pl.DataFrame, n: int, beside: Beside
) -> int | None:
    """The time of a point without counts that gives a number lost away; ROUGHER where there is none, or where
    the size is given away; None where nothing is."""
    told = _told(curve, leaving, beside)
    sizes = _sizes(n, beside)
    losses = curve.sort("time_days").select("time_days", pl.col("n_censor").cum_sum()).rows()
    lost = {
        point.time_days: max((n for day, n in losses if day <= point.time_days), default=0) for point in told
    }
    known = known_beside(told, curve["data_cut"][0], beside.drawn_before)
    given = next(losses_given_away(sizes, known, lost), None)
    if given is not None:
        of_these = pl.col("time_days").is_between(given.since, given.up_to)
        uncounted = points.filter(of_these & pl.col("n_event").is_null())["time_days"]
        return uncounted[-1] if len(uncounted) else ROUGHER
    if beside.n_treated is None or beside.has_size or not is_sensitive(beside.n_treated - n):
        return None
    few, enough = _small_and_not(sizes, beside.n_treated)
    return None if are_there(few, told) and are_there(enough, told) else ROUGHER


def _sizes(n: int, beside: Beside) -> list[int]:
    """What the size of the group may be, the nearest to the true one first; it may be told rounded."""
    if beside.has_size:
        return [n]
    largest = n + ENOUGH if beside.n_treated is None else beside.n_treated
    sizes = sorted(range(max(1, n - ENOUGH), largest + 1), key=lambda size: abs(size - n))
    low, high = between(n)
    rounded = [size for size in sizes if low <= size <= high]
    if beside.n_treated is None or not is_sensitive(beside.n_treated - n):
        return rounded
    # Where that would say how few were not followed, it is not told.
    return rounded if all(_small_and_not(rounded, beside.n_treated)) else sizes


def _small_and_not(sizes: Sequence[int], n_treated: int) -> tuple[list[int], list[int]]:
    """Sizes of which at most one of the treated is not, and those of which at least four are not."""
    return (
        [size for size in sizes if n_treated - size <= FEW],
        [size for size in sizes if n_treated - size >= ENOUGH],
    )
