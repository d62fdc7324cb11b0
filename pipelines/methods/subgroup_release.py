"""Which estimates of subgroups may leave: all levels of a subgroup at a time, or none of them.

The levels of a subgroup and those of unknown level add up to the whole group, which is published: one
withheld level could be worked out from the others. The groups are nested, so the difference of two at one
level is a smaller group: subgroups leave for one of them only. What happens in a level between two times
that leave is nobody or at least five persons too.
"""

import polars as pl

from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.patient_flow import COUNTED_COHORT

QUESTION = ["agreement_id", "subgroup", "measure", "variant", "time_days"]

NOT_DIVIDED = (
    "complication_incidence",
    "complication_rate_repeated",
    "death_within_30_days",
    "time_to_response_median",
)
"""Of complications the rate of first events leaves for subgroups, and nothing of responses."""


def released_subgroups(estimates: pl.DataFrame) -> pl.DataFrame:
    """The questions whose every level may leave: `agreement_id, subgroup, measure, variant, time_days`.

    `estimates` has the exact columns of `result.estimate`. Each level, and those of unknown level, must be no
    or at least five persons, with no or at least five events and as many without; a median or cost rests on
    at least five events in each level.
    """
    of_cohort = estimates.filter(
        (pl.col("cohort") == COUNTED_COHORT)
        & pl.col("unit").is_in(["probability", "days", "NOK", "per_100_person_years"])
        & ~pl.col("measure").is_in(NOT_DIVIDED)
    )
    whole = of_cohort.filter(pl.col("subgroup") == "all").select(
        *(name for name in QUESTION if name != "subgroup"),
        whole_n="n",
        whole_events="n_events",
    )
    n, n_events = pl.col("n").fill_null(0), pl.col("n_events").fill_null(0)
    needs_events = pl.col("unit").is_in(["days", "NOK"])
    levels = of_cohort.filter(pl.col("subgroup") != "all").group_by(QUESTION).agg(
        n=n.sum(),
        n_events=n_events.sum(),
        level_events=n_events.sort_by("level"),
        has_few=(_is_few(n) | _is_few(n_events) | _is_few(n - n_events)).any(),
        has_none=(needs_events & (n_events < THRESHOLD)).any(),
    )  # fmt: skip
    rest, rest_events = pl.col("whole_n") - pl.col("n"), pl.col("whole_events") - pl.col("n_events")
    open_at_time = levels.join(
        whole, on=[name for name in QUESTION if name != "subgroup"], nulls_equal=True
    ).filter(
        ~pl.col("has_few")
        & ~pl.col("has_none")
        & ~_is_few(rest)
        & ~_is_few(rest_events)
        & ~_is_few(rest - rest_events)
    )
    counted = open_at_time.with_columns(pl.col("level_events").list.concat(rest_events))
    kept = [
        rows.filter(pl.Series(_far_enough_apart(rows["level_events"].to_list())))
        for _, rows in counted.sort(QUESTION).group_by(*QUESTION[:-1], maintain_order=True)
    ]
    return pl.concat([counted.clear(), *kept]).select(QUESTION)


def _far_enough_apart(counts: list[list[int]]) -> list[bool]:
    """Of times in order: those since whose last kept one no level has one to four events more."""
    kept: list[bool] = []
    before: list[int] | None = None
    for now in counts:
        is_far = before is None or not any(is_sensitive(abs(a - b)) for a, b in zip(now, before, strict=True))
        kept.append(is_far)
        before = now if is_far else before
    return kept


def _is_few(count: pl.Expr) -> pl.Expr:
    return count.is_between(1, THRESHOLD - 1)
