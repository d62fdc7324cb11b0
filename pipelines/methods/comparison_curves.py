"""What leaves of survival in both groups of a comparison: curves, and how many have died in all.

A group as it is has a curve like any other: its points are judged by themselves, beside the curve of the
agreement's own patients, and beside what other editions drew (`curve_safety`). Where nobody of these
patients is in the other group, the treated are the same persons, and their curve leaves as theirs does.
Weights move a curve, but leave it alone in a group that is not weighted: a weighted curve leaves where the
group's own does, and no finer.

Counts leave at no point. How many have died in all leaves where none or at least five died, and were lost,
after the last point, and where it gives nothing away beside the curve and beside other editions.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from math import inf
from typing import NamedTuple

import polars as pl

from pipelines.methods.comparison_groups import GROUPS
from pipelines.methods.comparison_precision import rounded_as_of
from pipelines.methods.comparison_terms import TIMES_DAYS, UNADJUSTED
from pipelines.methods.curve_histories import Point
from pipelines.methods.curve_release import ROUNDED_TO, no_points, told
from pipelines.methods.curve_safety import Beside, safe_points
from pipelines.methods.curves_drawn import Drawings, Drawn
from pipelines.methods.curves_told import CURVE
from pipelines.methods.curves_within import SURVIVAL as OF_SURVIVAL
from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.few_added import drawn_now, few_added
from pipelines.methods.known_beside import known_beside
from pipelines.methods.losses_told import losses_given_away
from pipelines.methods.precision import rounded
from pipelines.methods.told_points import medians_told, point_of_all, points_of_curve

MAIN = next(iter(GROUPS))
OWN = ("inside", "all", "all", *OF_SURVIVAL)
"""The curve of the agreement's own patients that the treated are of, by the values of CURVE."""
ARMS = ("treated", "comparator")
COUNTS = ("n_risk", "n_event", "n_censor")


class Group(NamedTuple):
    """One group of a comparison as it is: every step of its curve, and of that of the agreement's patients;
    the points of the latter that leave, and what editions drew of both."""

    key: tuple
    exact: pl.DataFrame
    own: pl.DataFrame
    own_points: pl.DataFrame
    before: tuple[Drawn, ...]
    around: tuple[Drawn, ...]

    @property
    def arm(self) -> str:
        """Treated, or comparator."""
        return self.key[-1].removeprefix(f"{UNADJUSTED}_")

    @property
    def is_everybody(self) -> bool:
        """Whether they are all of the agreement's patients: of these they are, and as many."""
        return bool(self.around) and self.exact["n_risk"].max() == self.own["n_risk"].max()


def groups_as_they_are(
    curves: pl.DataFrame,
    opened: pl.DataFrame,
    points: pl.DataFrame,
    estimates: pl.DataFrame,
    drawn: Drawings,
) -> Iterator[Group]:
    """The groups of the comparisons that may be shown.

    `curves` has the exact columns of `result.survival_curve`, `opened` is that of `open_comparisons`,
    `points` are released ones of the agreements' own curves, `estimates` has the exact columns of
    `result.estimate`.
    """
    medians = medians_told(estimates)
    asked = opened.filter(cohort=MAIN).rename({"comparator_id": "level"})
    shown = curves.join(asked, on=["agreement_id", "cohort", "level"], how="semi")
    for arm in ARMS:
        for (agreement_id,), of_agreement in shown.filter(variant=f"{UNADJUSTED}_{arm}").group_by(
            "agreement_id", maintain_order=True
        ):
            own_key = (agreement_id, *OWN)
            own, own_points = points_of(curves, own_key), points_of(points, own_key)
            around: tuple[Drawn, ...] = ()
            if arm == "treated" and not own.is_empty():
                told_of_own = [*points_of_curve(own_points.to_dicts()), *medians.get(own_key, ())]
                around = (drawn_now(own, told_of_own, ())._replace(data_cut=date.max),)
            for key, exact in of_agreement.group_by(CURVE, maintain_order=True):
                before = tuple(drawn.get(tuple(key), ()))
                yield Group(tuple(key), exact.sort("time_days"), own, own_points, before, around)


def released_comparison_curves(
    curves: pl.DataFrame, groups: Sequence[Group], not_followed: Mapping[tuple, int]
) -> pl.DataFrame:
    """The released points of both groups' curves, without any count.

    `curves` has the exact columns of `result.survival_curve`; `not_followed` says by agreement, comparator
    and arm how many of a group are not followed.
    """
    found = [no_points(curves)]
    for group in groups:
        agreement_id, cohort, _, level, _, variant = group.key
        points = _points(group, not_followed.get((agreement_id, level, group.arm), 0))
        found.append(points)
        of_arm = curves.filter(
            (pl.col("agreement_id") == agreement_id)
            & (pl.col("cohort") == cohort)
            & (pl.col("level") == level)
            & pl.col("variant").str.ends_with(f"_{group.arm}")
            & (pl.col("variant") != variant)
        )
        found += [_as_told(curve, points) for _, curve in of_arm.group_by("variant", maintain_order=True)]
    none = (pl.lit(None, dtype=pl.Int64).alias(name) for name in COUNTS)
    return pl.concat(found, how="vertical_relaxed").with_columns(none)


def _points(group: Group, n_not_followed: int) -> pl.DataFrame:
    """Those of a group as it is."""
    if group.is_everybody:
        return _as_told(group.exact, group.own_points)
    n = int(group.exact["n_risk"].max() or 0)
    others = [told(group.own, group.own_points)] if group.around else []
    beside = Beside(
        has_size=True,
        n_treated=None,
        has_counts=False,
        drawn_before=group.before,
        drawn_of_others=group.around,
        rounded_as=rounded_as_of(n, n_not_followed),
    )
    return safe_points(group.exact, TIMES_DAYS, others, beside)


def _as_told(curve: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """A curve at the times of `points`, in their steps."""
    first = curve.sort("time_days")
    labels = [pl.lit(first[name][0]).alias(name) for name in (*CURVE, "data_cut", "suppressed")]
    values = first.select("time_days", "survival", "lower", "upper")
    return (
        points.select(pl.col("time_days").cast(pl.Int32), ROUNDED_TO)
        .sort("time_days")
        .join_asof(values.with_columns(pl.col("time_days").cast(pl.Int32)), on="time_days")
        .with_columns(*labels, pl.col("survival").fill_null(1.0))
        .with_columns(rounded(pl.col(name), pl.col(ROUNDED_TO)) for name in ("survival", "lower", "upper"))
        .with_columns(pl.lit(None, dtype=pl.Int64).alias(name) for name in COUNTS)
        .select(*curve.columns, ROUNDED_TO)
    )


def deaths_leave(group: Group, points: pl.DataFrame, has_own_deaths: bool, n_before: Collection[int]) -> bool:
    """Whether it may be told how many of a group have died in all.

    `points` are the released ones of its curve; `has_own_deaths` says whether the same number of the
    agreement's own patients has left; `n_before` are the numbers compared that earlier editions told.
    """
    if group.is_everybody:
        return has_own_deaths
    n_dead = int(group.exact["n_event"].sum())
    # Whoever was compared then, and is not among all the dead of now, was alive: of few that is not told.
    if any(1 < n - n_dead < THRESHOLD for n in n_before):
        return False
    last = points["time_days"].max()
    since = group.exact.filter(pl.col("time_days") > (-1 if last is None else last))
    if any(is_sensitive(int(since[name].sum())) for name in ("n_event", "n_censor")):
        return False
    told_now = [*points_of_curve(points.sort("time_days").to_dicts())]
    told_now.append(point_of_all(n_dead))
    others = (*group.before, *group.around)
    if few_added(drawn_now(group.exact, told_now, others), others) is not None:
        return False
    return not _gives_losses_away(group, told_now)


def _gives_losses_away(group: Group, told_now: Sequence[Point]) -> bool:
    known = known_beside(told_now, group.exact["data_cut"][0], group.before)
    losses = group.exact.select("time_days", pl.col("n_censor").cum_sum()).rows()
    lost = {
        point.time_days: max((n for day, n in losses if day <= point.time_days), default=0)
        for point in told_now
        if point.time_days < inf
    }
    n = int(group.exact["n_risk"].max() or 0)
    return next(losses_given_away([n], known, lost), None) is not None


def points_of(rows: pl.DataFrame, key: tuple) -> pl.DataFrame:
    """The rows of one curve, by the values of CURVE, in the order of time."""
    is_it = [pl.col(name) == value for name, value in zip(CURVE, key, strict=True)]
    return rows.filter(*is_it).sort("time_days")
