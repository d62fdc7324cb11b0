"""The attack on the curves of comparisons: what of both groups is told, at a cut and from cut to cut.

Told are the rounded curves of the groups as they are and, at agreed times, their survival and the difference
of the two; how many are compared, and have died, in all. The weighted curve of treated who are not weighted
is their curve once more. Where nobody of the patients inside is in the other group, the treated are these
patients: what is told of their survival is told of the treated. All of it together bounds how many had died
by a time, in each group (`curves`, `drawn`). Small are those who died, or were lost, between two points or
after the last; those added by a time since an earlier cut; and those inside the indication but not among the
treated, and those added to them, who had died by a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, combinations_with_replacement
from math import inf

import polars as pl

from pipelines.methods.curve_histories import ANY, EXACT, Cell, Point
from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.known_beside import known_beside
from pipelines.methods.told_points import points_of_curve, points_of_estimates
from tests.attack.comparison_study import ARMS, COMPARATORS
from tests.attack.curves import END, LARGEST, SMALLEST, Curve, between_points, curve_of, in_larger_only
from tests.attack.drawn import small_between
from tests.attack.edition import Edition

MAIN, INSIDE = "compared", "inside"
ENDINGS = {"treated": "treated", "comparator": "comparators"}
SAME = {"treated": ("unadjusted", "weighted_treated"), "comparator": ("unadjusted",)}
"""Variants that tell of a group as it is."""


@dataclass(frozen=True)
class Outcome:
    """Names of the small numbers found out, and how many there are; of points, of survivals at agreed times,
    and of deaths in all, how many are told."""

    found: tuple[tuple, ...]
    n_small: int
    n_points: int
    n_agreed: int
    n_deaths: int


def attack_compared_curves(editions: Sequence[Edition]) -> Outcome:
    """The comparisons of one study in these editions, oldest first."""
    small = [
        ((comparator, *name), is_hidden)
        for comparator in COMPARATORS
        for arm in ARMS
        for name, is_hidden in _small(editions, comparator, arm)
    ]
    points = pl.concat(edition.released["survival_curve"] for edition in editions)
    estimates = pl.concat(edition.released["estimate"] for edition in editions)
    facts = pl.concat(edition.released["comparison"] for edition in editions)
    is_told = pl.col("estimate").is_not_null() & pl.col("measure").str.ends_with("_survival")
    return Outcome(
        tuple(name for name, is_hidden in small if not is_hidden),
        len(small),
        points.filter(cohort=MAIN).height,
        estimates.filter((pl.col("cohort") == MAIN) & is_told).height,
        sum(facts[f"n_events_{ending}"].count() for ending in ENDINGS.values()),
    )


def _small(editions: Sequence[Edition], comparator: str, arm: str) -> Iterator[tuple[tuple, bool]]:
    curves = {edition.cut: group_told(edition, comparator, arm) for edition in editions}
    known = {cut: _beside(curve, cut, curves) for cut, curve in curves.items()}
    for cut, curve in known.items():
        if curve is not None:
            yield from (((arm, cut, *name), is_hidden) for name, is_hidden in between_points(curve))
    for before, after in combinations(sorted(curves), 2):
        for time, is_hidden in added_between(curves[before], curves[after]):
            yield (arm, "died since", before, after, time), is_hidden
    if arm != "treated":
        return
    inside = {edition.cut: curve_of(edition, INSIDE) for edition in editions}
    for cut, larger in inside.items():
        if curves[cut] is not None and larger is not None:
            for name, is_hidden in in_larger_only(curves[cut], larger):
                yield (arm, cut, *name), is_hidden
    for before, after in combinations_with_replacement(sorted(curves), 2):
        for time, is_hidden in added_between(curves[before], inside[after]):
            yield (arm, "died inside", before, after, time), is_hidden


def added_between(before: Curve | None, after: Curve | None) -> Iterator[tuple[float, bool]]:
    """As `small_between`, and over all follow-up where both say how many died."""
    yield from small_between(before, after)
    if before is not None and after is not None:
        died = [curve.so_far(END)["died"] for curve in (before, after)]
        is_told = all(curve.points[-1].n_events is not None and curve.points[-1].time_days >= END
                      for curve in (before, after))  # fmt: skip
        if is_told and SMALLEST <= died[1] - died[0] <= LARGEST:
            yield inf, False


def group_told(edition: Edition, comparator: str, arm: str) -> Curve | None:
    """All that an edition tells of the survival of one group as it is."""
    is_group = (pl.col("cohort") == MAIN) & (pl.col("level") == comparator)
    exact = edition.exact["survival_curve"].filter(is_group & (pl.col("variant") == f"unadjusted_{arm}"))
    if exact.is_empty():
        return None
    own = _of_group(edition, comparator, arm)
    other = _of_group(edition, comparator, ARMS[1 - ARMS.index(arm)])
    own = _with_differences(edition, comparator, arm, own, other)
    if arm == "treated" and _is_everybody(edition, comparator):
        inside = curve_of(edition, INSIDE)
        own = _together([*own, *(() if inside is None else inside.points)])
    if not own:
        return None
    n = int(exact["n_risk"].max() or 0)
    told = _number(edition, comparator, f"n_{ENDINGS[arm]}")
    sizes = [n] if told is not None else range(max(1, n - LARGEST), n + LARGEST + 1)
    nearest = tuple(sorted(sizes, key=lambda size: abs(size - n)))
    released = tuple(place for place, point in enumerate(own) if point.is_of_curve)
    return Curve(MAIN, own, released, nearest, exact)


def _of_group(edition: Edition, comparator: str, arm: str) -> tuple[Point, ...]:
    """Its points, survival at agreed times, and all deaths."""
    is_group = (pl.col("cohort") == MAIN) & (pl.col("level") == comparator)
    found: list[Point] = []
    for variant in SAME[arm]:
        curve = edition.released["survival_curve"].filter(is_group, variant=f"{variant}_{arm}")
        rows = edition.released["estimate"].filter(is_group, measure=f"{arm}_survival", variant=variant)
        told = rows.filter(pl.col("estimate").is_not_null()).with_columns(n_events=pl.lit(None, pl.Int64))
        found += points_of_curve(curve.sort("time_days").to_dicts())
        found += points_of_estimates(told.sort("time_days").to_dicts())
    died = _number(edition, comparator, f"n_events_{ENDINGS[arm]}")
    if died is not None:
        found.append(Point(END, n_events=died, n_at_risk=0))
    return _together(found)


def _with_differences(
    edition: Edition, comparator: str, arm: str, own: Sequence[Point], other: Sequence[Point]
) -> tuple[Point, ...]:
    """A difference, and what is told of the other group, say where the curve lies."""
    rows = edition.released["estimate"].filter(
        (pl.col("cohort") == MAIN)
        & (pl.col("level") == comparator)
        & (pl.col("measure") == "survival_difference")
        & (pl.col("variant") == "unadjusted")
        & pl.col("estimate").is_not_null()
    )
    beside, mine = ({point.time_days: point for point in points} for points in (other, own))
    sign = 1 if arm == "treated" else -1
    for time, value, step in rows.select("time_days", "estimate", "rounded_to").iter_rows():
        if time in beside and beside[time].survival != ANY:
            mine[time] = with_difference(
                mine.get(time, Point(time)), beside[time], sign * value, step or EXACT
            )
    return _together(list(mine.values()))


def with_difference(own: Point, other: Point, value: float, step: float) -> Point:
    """Where a curve lies above another by `value`, rounded by `step`."""
    low, high = other.survival
    return replace(own, survival=_both(own.survival, (low + value - step / 2, high + value + step / 2)))


def _is_everybody(edition: Edition, comparator: str) -> bool:
    """Whether it is told that nobody inside is in the other group."""
    counts = edition.released["comparison_count"].filter(
        comparator_id=comparator, arm="treated", category="other_group"
    )
    return counts["n"].to_list() == [0]


def _number(edition: Edition, comparator: str, name: str) -> int | None:
    return edition.released["comparison"].filter(comparator_id=comparator, cohort=MAIN)[name][0]


def _together(points: Sequence[Point]) -> tuple[Point, ...]:
    """One point of each time, which lies where all say."""
    found: dict[float, Point] = {}
    for point in points:
        one = found.get(point.time_days, Point(point.time_days))
        found[point.time_days] = replace(
            one,
            survival=_both(one.survival, point.survival),
            lower=_both(one.lower, point.lower),
            upper=_both(one.upper, point.upper),
            n_events=point.n_events if one.n_events is None else one.n_events,
            n_at_risk=point.n_at_risk if one.n_at_risk is None else one.n_at_risk,
        )
    return tuple(sorted(found.values(), key=lambda point: point.time_days))


def _both(one: Cell, other: Cell) -> Cell:
    return max(one[0], other[0]), min(one[1], other[1])


def _beside(curve: Curve | None, cut: date, curves: dict[date, Curve | None]) -> Curve | None:
    """With what the counts of other cuts say of it."""
    if curve is None:
        return None
    others = [Drawn(other, told.points, None, {}) for other, told in curves.items() if told is not None]
    return replace(curve, points=known_beside(curve.points, cut, others))
