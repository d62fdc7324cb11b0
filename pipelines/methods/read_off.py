"""Which curve an estimate is read off, and how many events it tells of there."""

import polars as pl

from pipelines.methods.net_survival_release import BESIDE_SURVIVAL

FOLLOW_UP = "follow_up_median"
"""Of the curve of survival turned round: its events are the losses to follow-up."""
OF_SURVIVAL = ("overall_survival_mean", "death_within_30_days", FOLLOW_UP, *BESIDE_SURVIVAL)
"""Read off the curve of survival, under names and definitions of their own."""


def curve_of() -> tuple[pl.Expr, pl.Expr]:
    """Measure and definition of the curve that an estimate would be read off."""
    is_of_survival = pl.col("measure").is_in(OF_SURVIVAL)
    return (
        pl.when(is_of_survival)
        .then(pl.lit("overall_survival"))
        .otherwise(pl.col("measure").str.strip_suffix("_median")),
        pl.when(is_of_survival).then(pl.lit("kaplan_meier")).otherwise("variant"),
    )


def events_and_lost() -> tuple[pl.Expr, pl.Expr]:
    """The events of that curve, and those without: missing where the estimate tells neither."""
    is_reverse = pl.col("measure") == FOLLOW_UP
    n_events, n_others = pl.col("n_events"), pl.col("n") - pl.col("n_events")
    return (
        pl.when(is_reverse).then(n_others).otherwise(n_events),
        pl.when(is_reverse).then(n_events).otherwise(n_others),
    )
