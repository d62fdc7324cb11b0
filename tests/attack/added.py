"""The attack on a series of curves: what one edition counted that another had not counted yet.

Who has had the event by a time has had it by every later time, and at every later cut; who is followed beyond
a time is so beyond every earlier time, and at every later cut. So a reader subtracts: the events that a later
cut tells by a time, less those that an earlier cut told by that time or before, are persons who had the event
in between; those beyond a time likewise, less those that were told beyond that time or after. A difference of
1 to 4 is found out. So are events between two times, less those that an earlier cut told between times that
lie between them. So is the number added by a time at which one edition tells and the other does not, or
neither, if it is 1 to 4, and what they tell before and after says that it is more than one, or fewer than
four. Numbers of events are read beside estimates too, where the estimates are of the curve: those over all
follow-up are of the longest time that anybody can have been followed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

import polars as pl

from tests.attack.curves import LARGEST, MEASURE, SMALLEST, VARIANT
from tests.attack.edition import Edition
from tests.attack.study import START

OF_THE_CURVE = (MEASURE, f"{MEASURE}_median", f"{MEASURE}_mean")
"""Measures whose number of events is that of the curve of survival, by their time or in all."""
GROUP = ("agreement_id", "cohort", "subgroup", "level")
Grows = Mapping[int, int]
"""Numbers of persons that grow with time, by time in days; those beyond a time are put at less the time."""


@dataclass(frozen=True)
class Outcome:
    """Names of the small numbers found out, how many there are, agreed times told, and points with counts."""

    found: tuple[tuple, ...]
    n_small: int
    n_agreed_told: int
    n_counted: int


def attack_series(editions: Sequence[Edition]) -> Outcome:
    """Every two editions of a series, oldest first, subtracted from each other."""
    small = [
        ((*name, one.cut, other.cut), is_hidden)
        for one, other in combinations(editions, 2)
        for name, is_hidden in _small(one, other)
    ]
    return Outcome(
        tuple(name for name, is_hidden in small if not is_hidden),
        len(small),
        sum(_agreed_told(edition).height for edition in editions),
        sum(edition.released["survival_curve"]["n_event"].count() for edition in editions),
    )


def added(before: Grows, after: Grows) -> set[tuple[int, int]]:
    """The pairs of times, before and after, between which the numbers told differ by 1 to 4."""
    return {
        (then, now)
        for now, n in after.items()
        for then, m in before.items()
        if then <= now and SMALLEST <= n - m <= LARGEST
    }


def added_between(before: Grows, after: Grows) -> set[tuple[int, int, int, int]]:
    """The times told after, and those told before that lie between them, whose numbers differ by 1 to 4."""
    return {
        (begin, end, first, last)
        for begin, end in combinations(sorted(after), 2)
        for first, last in combinations(sorted(time for time in before if begin <= time <= end), 2)
        if SMALLEST <= (after[end] - after[begin]) - (before[last] - before[first]) <= LARGEST
    }


def bounds(before: Grows, after: Grows, time: int) -> tuple[float, float]:
    """The fewest and the most who can have been added by a time."""
    fewest = max((n for now, n in after.items() if now <= time), default=0) - min(
        (m for then, m in before.items() if then >= time), default=inf
    )
    most = min((n for now, n in after.items() if now >= time), default=inf) - max(
        (m for then, m in before.items() if then <= time), default=0
    )
    return max(0, fewest), most


def _small(earlier: Edition, later: Edition) -> Iterator[tuple[tuple, bool]]:
    """The small numbers added, and whether they could still be any of 1 to 4."""
    exact_before, exact_after = _exact(earlier), _exact(later)
    for name in ("had the event", "followed further"):
        told = _events if name == "had the event" else _beyond
        before, after = told(earlier), told(later)
        for group in sorted(before.keys() & after.keys()):
            for then, now in sorted(added(before[group], after[group])):
                yield (name, *group, then, now), False
            # Who left between two times then may be followed beyond both now: no persons are told by that.
            if name == "had the event":
                for times in sorted(added_between(before[group], after[group])):
                    yield (name, *group, *times), False
            for time in sorted(before[group].keys() | after[group].keys()):
                n_added = _at(exact_after[group], name, time) - _at(exact_before[group], name, time)
                if SMALLEST <= n_added <= LARGEST:
                    fewest, most = bounds(before[group], after[group], time)
                    assert fewest <= n_added <= most, "what is told is true"
                    yield (name, *group, time), fewest <= SMALLEST and most >= LARGEST


def _events(edition: Edition) -> dict[tuple, dict[int, int]]:
    """By group: events so far, at the points of curves and beside estimates."""
    told: dict[tuple, dict[int, int]] = {}
    longest_days = (edition.cut - START).days
    for *group, time, n_event in _counted(edition).select(*GROUP, "time_days", "n_event").iter_rows():
        so_far = told.setdefault(tuple(group), {})
        so_far[time] = n_event + max(so_far.values(), default=0)
    beside = edition.released["estimate"].filter(
        pl.col("measure").is_in(OF_THE_CURVE) & pl.col("n_events").is_not_null()
    )
    for *group, time, n_events in beside.select(*GROUP, "time_days", "n_events").iter_rows():
        told.setdefault(tuple(group), {})[longest_days if time is None else time] = n_events
    return told


def _beyond(edition: Edition) -> dict[tuple, dict[int, int]]:
    """By group: persons followed beyond the points of curves, at less their times."""
    told: dict[tuple, dict[int, int]] = {}
    for *group, time, n_risk in _counted(edition).select(*GROUP, "time_days", "n_risk").iter_rows():
        told.setdefault(tuple(group), {})[-time] = n_risk
    return told


def _counted(edition: Edition) -> pl.DataFrame:
    curves = edition.released["survival_curve"].filter(pl.col("measure") == MEASURE)
    return curves.filter(pl.col("n_event").is_not_null()).sort("time_days")


def _exact(edition: Edition) -> dict[tuple, pl.DataFrame]:
    """By group: every step of its curve."""
    curves = edition.exact["survival_curve"].filter(
        (pl.col("measure") == MEASURE) & (pl.col("variant") == VARIANT)
    )
    return {tuple(group): curve for group, curve in curves.group_by(GROUP)}


def _at(curve: pl.DataFrame, name: str, time: int) -> int:
    if name == "had the event":
        return int(curve.filter(pl.col("time_days") <= time)["n_event"].sum())
    beyond = curve.filter(pl.col("time_days") > -time)
    return int(beyond["n_event"].sum() + beyond["n_censor"].sum())


def _agreed_told(edition: Edition) -> pl.DataFrame:
    """Probabilities of survival at the agreed times, of the whole groups."""
    return edition.released["estimate"].filter(
        (pl.col("measure") == MEASURE) & (pl.col("subgroup") == "all") & pl.col("estimate").is_not_null()
    )
