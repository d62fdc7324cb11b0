"""What probabilities without a curve tell beside those of other editions, and how they leave then.

Of subgroups, and of survival under other demands: as of a curve (`few_added`), from the few times that are
told. All levels of a subgroup are told alike at a time, since they give each other away: without counts, then
more roughly, then not at all. Whoever died under a demand has died under a laxer one too: survival under
other demands is judged beside the curve of this edition as well, and the stricter demand beside the laxer.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from pipelines.methods.curve_histories import Point
from pipelines.methods.curve_release import ROUNDED_TO
from pipelines.methods.curves_drawn import Drawings, Drawn, drawn_by_edition, is_without_curve
from pipelines.methods.curves_told import CURVE
from pipelines.methods.curves_within import drawn_of_others
from pipelines.methods.event_count_release import ROW
from pipelines.methods.few_added import drawn_now, few_added
from pipelines.methods.precision import next_rougher, probability_step, rounded
from pipelines.methods.subgroup_release import QUESTION
from pipelines.methods.told_points import medians_told, points_of_estimates

POINT = [*CURVE, "time_days"]
GROUP = ["cohort", *QUESTION[:-1]]
TIME = [*GROUP, "time_days"]
VALUES = ("estimate", "lower", "upper")


class Levels(NamedTuple):
    """Probabilities that do not leave (`TIME`), leave without counts (`ROW`), and are rounded as of fewer
    persons (`POINT`, `as_of`)."""

    held_back: pl.DataFrame
    uncounted: pl.DataFrame
    rougher: pl.DataFrame


class Telling(NamedTuple):
    """Of a subgroup: the times told, those of them with counts, and as of how many persons at most."""

    times: frozenset[int]
    counted: frozenset[int]
    as_of: Mapping[int, int] = {}

    def less_at(self, time: int, n: int) -> "Telling":
        if time in self.counted:
            return self._replace(counted=self.counted - {time})
        rougher = next_rougher(min(n, self.as_of.get(time, n)))
        if rougher is None:
            return self._replace(times=self.times - {time})
        return self._replace(as_of={**self.as_of, time: rougher})


def levels_beside_editions(
    leaving: pl.DataFrame,
    counted: pl.DataFrame,
    curves: pl.DataFrame,
    published: pl.DataFrame,
    now: Mapping[tuple, Drawn],
) -> Levels:
    """How probabilities without a curve leave beside the editions of `reference.published_point`.

    `leaving` has the exact columns of `result.estimate`, of the rows that leave else; `counted` the columns
    of ROW, of those with counts; `curves` those of `result.survival_curve`. What this edition draws `now` of
    curves that leave is known, by CURVE.
    """
    editions, now = drawn_by_edition(published), dict(now)
    of_levels = leaving.filter(is_without_curve())
    medians = medians_told(leaving)
    told = of_levels.join(
        counted.select(ROW).with_columns(is_counted=True), on=ROW, how="left", nulls_equal=True
    )
    steps = dict(iter(curves.group_by(CURVE)))
    found = []
    # The laxer demands come first, by name.
    for key, rows in told.sort(POINT).group_by(GROUP, maintain_order=True):
        telling = _told(rows, steps, medians, editions, now)
        found.append((dict(zip(GROUP, key, strict=True)), rows, telling))
        for curve, of_level in rows.group_by(CURVE):
            if curve in steps and telling.times:
                points = [*_points(of_level, telling), *medians.get(curve, ())]
                now[curve] = drawn_now(steps[curve], points, ())
    return Levels(*(
        pl.DataFrame(list(rows), schema={name: leaving.schema.get(name, pl.Int64) for name in columns})
        for columns, rows in (
            (TIME, _held_back(found)), (ROW, _uncounted(found)), ([*POINT, "as_of"], _rougher(found))
        )
    ))  # fmt: skip


def _told(
    rows: pl.DataFrame,
    steps: Mapping[tuple, pl.DataFrame],
    medians: Mapping[tuple, tuple[Point, ...]],
    editions: Drawings,
    now: Mapping[tuple, Drawn],
) -> Telling:
    n = int(rows["n"].max() or 0)
    with_counts = rows.filter(pl.col("is_counted").fill_null(False))["time_days"]
    telling = Telling(frozenset(rows["time_days"]), frozenset(with_counts))
    levels = [
        (key, of_level, others)
        for key, of_level in rows.group_by(CURVE)
        if key in steps and (others := _drawn_beside(editions, key, steps[key]["data_cut"][0], now))
    ]
    while telling.times:
        given_away = (
            few_added(
                drawn_now(steps[key], [*_points(of_level, telling), *medians.get(key, ())], others), others
            )
            for key, of_level, others in levels
        )
        time = next((time for time in given_away if time is not None), None)
        if time is None:
            return telling
        telling = telling.less_at(min(telling.times, key=lambda day: (abs(day - time), day)), n)
    return telling


def _drawn_beside(editions: Drawings, key: tuple, data_cut: date, now: Mapping[tuple, Drawn]) -> list[Drawn]:
    return [*editions.get(key, ()), *drawn_of_others(editions, key, data_cut, now)]


def _points(of_level: pl.DataFrame, telling: Telling) -> Iterator[Point]:
    """A level as it is told, rounded."""
    rows = of_level.filter(pl.col("time_days").is_in(telling.times)).sort("time_days")
    at_most = pl.col("time_days").replace_strict(dict(telling.as_of), default=None, return_dtype=pl.Int64)
    is_counted = pl.col("time_days").is_in(telling.counted)
    told = rows.with_columns(
        probability_step(pl.min_horizontal("n", at_most)).alias(ROUNDED_TO),
        n_events=pl.when(is_counted).then("n_events"),
    ).with_columns(rounded(pl.col(name), pl.col(ROUNDED_TO)).alias(name) for name in VALUES)
    return points_of_estimates(told.iter_rows(named=True))


Found = Sequence[tuple[dict[str, Any], pl.DataFrame, Telling]]


def _held_back(found: Found) -> Iterator[dict[str, Any]]:
    for question, rows, telling in found:
        for time in sorted(set(rows["time_days"]) - telling.times):
            yield question | {"time_days": time}


def _uncounted(found: Found) -> Iterator[dict[str, Any]]:
    for _, rows, telling in found:
        yield from rows.filter(~pl.col("time_days").is_in(telling.counted)).select(ROW).to_dicts()


def _rougher(found: Found) -> Iterator[dict[str, Any]]:
    for _, rows, telling in found:
        for row in rows.select(POINT).to_dicts():
            if row["time_days"] in telling.as_of:
                yield row | {"as_of": telling.as_of[row["time_days"]]}
