"""The attack on a series of curves as they are drawn: what rounded probabilities say was added between cuts.

A probability, its limits, medians and the counts beside them bound how many had had the event by a time, at
each of two cuts (`possible_events`). Whoever has had the event has had it at every later time, and at every
later cut: the fewest and the most added by a time follow from the bounds before and after it. A number of 1
to 4 is found out if it is said to be more than one, or fewer than four. Of subgroups, which have no curves,
the probabilities at agreed times are read in the same way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

import polars as pl

from pipelines.methods.curve_histories import possible_events
from tests.attack.curves import (
    COHORTS,
    END,
    LARGEST,
    MEASURE,
    SMALLEST,
    VARIANT,
    Curve,
    curve_of,
    curve_of_level,
)
from tests.attack.edition import Edition

EFFORTS = (1, 2, 4, 16)
"""How many times as many histories are drawn before it is said that a number is not possible."""
Ranges = Mapping[float, tuple[int, int]]
"""By time, the fewest and the most who can have had the event."""


@dataclass(frozen=True)
class Outcome:
    """Names of the small numbers found out, and how many there are."""

    found: tuple[tuple, ...]
    n_small: int


def attack_drawn(editions: Sequence[Edition]) -> Outcome:
    """Every two editions of a series of one study, oldest first."""
    small = [
        ((*group, earlier.cut, later.cut, time), is_hidden)
        for group in _groups(editions)
        for earlier, later in combinations(editions, 2)
        for time, is_hidden in small_between(_curve(earlier, group), _curve(later, group))
    ]
    return Outcome(tuple(name for name, is_hidden in small if not is_hidden), len(small))


def bounds(before: Ranges, after: Ranges, time: float) -> tuple[float, float]:
    """The fewest and the most who can have been added by a time."""
    fewest = max((low for at, (low, _) in after.items() if at <= time), default=0) - min(
        (high for at, (_, high) in before.items() if at >= time), default=inf
    )
    most = min((high for at, (_, high) in after.items() if at >= time), default=inf) - max(
        (low for at, (low, _) in before.items() if at <= time), default=0
    )
    return max(0, fewest), most


def small_between(before: Curve | None, after: Curve | None) -> Iterator[tuple[float, bool]]:
    """Times by which 1 to 4 more have had the event of `after` than of `before`, and whether it is hidden."""
    if before is None or after is None:
        return
    for time in sorted({*_times(before), *_times(after)}):
        n_added = after.so_far(time)["died"] - before.so_far(time)["died"]
        if SMALLEST <= n_added <= LARGEST:
            yield time, any(_is_hidden(before, after, time, effort) for effort in EFFORTS)


def _is_hidden(before: Curve, after: Curve, time: float, effort: int) -> bool:
    fewest, most = bounds(ranges_of(before, effort), ranges_of(after, effort), time)
    return fewest <= SMALLEST and most >= LARGEST


def ranges_of(curve: Curve, effort: int) -> dict[float, tuple[int, int]]:
    """What happened is possible, and so is every history found, of groups of the sizes nearest to it."""
    ranges = {point.time_days: (curve.so_far(point.time_days)["died"],) * 2 for point in curve.points}
    for one in up_to(effort):
        for size in curve.sizes[: one + 1]:
            found = possible_events(size, curve.points, one)
            for point, (fewest, most) in zip(curve.points, found, strict=bool(found)):
                low, high = ranges[point.time_days]
                ranges[point.time_days] = min(low, fewest), max(high, most)
    return ranges


def up_to(effort: int) -> list[int]:
    """A history found with less effort is a real one, too, which more may not find again."""
    return [one for one in EFFORTS if one <= effort]


def _times(curve: Curve) -> list[float]:
    return [time for place in curve.released if (time := curve.points[place].time_days) < END]


def _groups(editions: Sequence[Edition]) -> list[tuple[str, str, str]]:
    levels = pl.concat(
        edition.released["estimate"]
        .filter(
            (pl.col("measure") == MEASURE) & (pl.col("variant") == VARIANT) & (pl.col("subgroup") != "all")
        )
        .filter(pl.col("estimate").is_not_null())
        .select("cohort", "subgroup", "level")
        for edition in editions
    ).unique()
    return [*((cohort, "all", "all") for cohort in COHORTS), *sorted(levels.rows())]


def _curve(edition: Edition, group: tuple[str, str, str]) -> Curve | None:
    cohort, subgroup, level = group
    return (
        curve_of(edition, cohort) if subgroup == "all" else curve_of_level(edition, cohort, subgroup, level)
    )
