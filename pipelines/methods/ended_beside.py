"""How incidences by cause leave beside the curves of the same persons, and beside earlier editions.

One less those of all causes at a time is a point of the curve of any cause, so they are told no finer than
that is. What they tell of persons (`ended_told`) is judged together with what the curve, survival and earlier
editions tell (`ended_groups`): where it would give few away, all causes of a time are told in longer steps,
and at last not at all.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from math import inf
from typing import Any

import polars as pl

from pipelines.methods.curves_drawn import Drawings
from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.ended_groups import (
    ANY_CAUSE_OF,
    NOW,
    Ended,
    Group,
    editions_before,
    known,
    on_one_grid,
    variants_of,
)
from pipelines.methods.ended_told import (
    ANY_CAUSE,
    CAUSES,
    Within,
    is_asked,
    numbers_told,
    within,
)
from pipelines.methods.precision import FEWEST_PERSONS_STEP, PROBABILITY_STEPS, rounded
from pipelines.methods.rounded_numbers import ROUNDED

STEPS = sorted((*PROBABILITY_STEPS.values(), FEWEST_PERSONS_STEP))
VALUES = ("estimate", "lower", "upper")
NUMBERS = ("n", "n_events", *ROUNDED)
ROW = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days"]
Time = tuple[str, int]
"""The measure of any cause, and the time."""
Row = Mapping[str, Any]


def ended_beside(
    released: pl.DataFrame,
    exact: pl.DataFrame,
    outside: pl.DataFrame,
    published: pl.DataFrame,
    primary: Mapping[str, str],
    drawings: Drawings,
) -> pl.DataFrame:
    """`released.estimate`, with the incidences as they leave beside `reference.published_answer`.

    `exact` and `outside` have the columns of `result.estimate` and `result.event_outside`; `primary` is the
    primary rule of each agreement, `drawings` are the curves of this edition.
    """
    is_told = pl.col("measure").is_in(CAUSES) & pl.col("estimate").is_not_null()
    numbers, steps = numbers_told(released, exact, outside, drawings), []
    for (agreement_id,), rows in released.filter(is_told).group_by("agreement_id", maintain_order=True):
        beside = released.filter(is_asked(), pl.col("measure").is_in(ANY_CAUSE), agreement_id=agreement_id)
        variants = variants_of(primary.get(agreement_id))
        editions = editions_before(published.filter(agreement_id=agreement_id), variants)
        now = Ended(NOW, rows["data_cut"][0], numbers[agreement_id], variants)
        told = exact.filter(is_asked(), agreement_id=agreement_id).join(
            rows.select(*ROW, "rounded_to"), on=ROW, how="semi"
        )
        least = _at_least(rows, beside)
        found = _steps(*on_one_grid(now, editions), told.to_dicts(), least)
        steps += [
            (*(row[name] for name in ROW), found.get((ANY_CAUSE_OF[row["measure"]], row["time_days"])))
            for row in rows.iter_rows(named=True)
        ]
    return _told_in(released, exact, steps)


def _at_least(rows: pl.DataFrame, beside: pl.DataFrame) -> dict[Time, float]:
    """The finest step of each time: that of its rows, or of the curve of any cause if it is longer."""
    least: dict[Time, float] = {}
    told = pl.concat([rows, beside]).filter(pl.col("rounded_to").is_not_null())
    variants = dict(
        rows.with_columns(pl.col("measure").replace(ANY_CAUSE_OF)).select("measure", "variant").iter_rows()
    )
    for measure, variant, time, step in told.select(
        "measure", "variant", "time_days", "rounded_to"
    ).iter_rows():
        any_cause = ANY_CAUSE_OF.get(measure, measure)
        if variants.get(any_cause) == variant:
            least[any_cause, time] = max(step, least.get((any_cause, time), 0.0))
    return least


def _steps(
    now: Ended, before: Sequence[Ended], rows: Sequence[Row], least: Mapping[Time, float]
) -> dict[Time, float]:
    """The step in which each time is told; none of a time that is not."""
    from pipelines.methods.withholding import Count, withheld

    steps = {time: least[time] for time in {(ANY_CAUSE_OF[row["measure"]], row["time_days"]) for row in rows}}
    while steps:
        knowledge, hidden = known(now, before)
        judged = [
            Count((time, name), tuple(groups), told.n, between=(told.at_least, told.at_most))
            for time, name, groups, told in _told(now, rows, steps)
        ]
        names = withheld(judged, knowledge, hidden)
        if not names:
            return steps
        for time in {time for time, _ in names}:
            longer = [step for step in STEPS if step > steps[time]]
            if longer:
                steps[time] = longer[0]
            else:
                del steps[time]
    return steps


def _told(
    now: Ended, rows: Sequence[Row], steps: Mapping[Time, float]
) -> Iterator[tuple[Time, Hashable, list[Group], Within]]:
    """What incidences in these steps tell: of which time, a name for it, and how few and how many of whom."""
    for row in rows:
        time = ANY_CAUSE_OF[row["measure"]], row["time_days"]
        if time in steps:
            value = pl.select(rounded(pl.lit(row["estimate"]), pl.lit(steps[time]))).item()
            told = within(value, steps[time], row["n_events"], row["estimate"])
            yield time, row["measure"], now.by(row["measure"], row["time_days"]), told
    for any_cause in {any_cause for any_cause, _ in steps}:
        of_cause = [time for one, time in steps if one == any_cause]
        for place, (time, groups, n) in enumerate(now.told_with(any_cause, of_cause)):
            if n:
                yield (any_cause, time), place, groups, Within(THRESHOLD, inf, n)


def _told_in(released: pl.DataFrame, exact: pl.DataFrame, steps: Sequence[tuple]) -> pl.DataFrame:
    """The incidences in these steps; withheld where there is none."""
    names = {name: released.schema[name] for name in ROW}
    chosen = pl.DataFrame(steps, schema=names | {"step": pl.Float64}, orient="row").with_columns(is_told=True)
    as_they_are = exact.select(*ROW, *(pl.col(name).alias(f"exact_{name}") for name in VALUES))
    is_it, leaves = pl.col("is_told").is_not_null(), pl.col("step").is_not_null()
    return (
        released.join(chosen, on=ROW, how="left", nulls_equal=True, maintain_order="left")
        .join(as_they_are, on=ROW, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(
            *(
                pl.when(is_it & leaves)
                .then(rounded(pl.col(f"exact_{name}"), pl.col("step")))
                .when(~is_it)
                .then(name)
                .alias(name)
                for name in VALUES
            ),
            *(pl.when(leaves | ~is_it).then(name).alias(name) for name in NUMBERS),
            rounded_to=pl.when(is_it).then("step").otherwise("rounded_to"),
            suppressed=pl.when(is_it).then(~leaves).otherwise("suppressed"),
        )
        .select(released.columns)
    )
