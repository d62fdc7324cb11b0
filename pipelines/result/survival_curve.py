"""result.survival_curve: every curve of every agreement in one pass of the Kaplan–Meier macro."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.stratum import pack, unpack

READS = ("outcome.time_to_event", "result.comparison_curve")
FEWEST_AT_RISK = 10

GROUP = ("agreement_id", "cohort", "subgroup", "level", "measure", "variant")


def survival_curve(read: Reader) -> pl.DataFrame:
    """Kaplan–Meier with log-log limits for each agreement, group, measure and variant, comparisons last."""
    from pipelines.methods.survival import kaplan_meier

    curve = kaplan_meier(times_of(read.frame("outcome.time_to_event")))
    curves = unpack(curve, GROUP).select(
        "agreement_id",
        pl.lit(read.parameters["data_cut"]).alias("data_cut"),
        "cohort",
        "subgroup",
        "level",
        "measure",
        "variant",
        pl.col("time").cast(pl.Int32).alias("time_days"),
        "n_risk",
        "n_event",
        "n_censor",
        "survival",
        "lower",
        "upper",
        pl.lit(False).alias("suppressed"),
    )
    return pl.concat(
        [curves, read.frame("result.comparison_curve").select(curves.columns)],
        how="vertical_relaxed",
    )


def times_of(frame: pl.DataFrame) -> pl.DataFrame:
    """`outcome.time_to_event` in the shape of the survival family: stratum, entry, time, event.

    Entry is missing for those who were there from the start: one may die on day 0. A group that comes under
    observation late, and of which fewer than ten are there when the first are, is left out: its curve would
    begin with the fate of one or two.
    """
    entry_days = pl.col("entry_days").fill_null(0)
    first = entry_days.min().over(GROUP)
    n_first = (entry_days == first).sum().over(GROUP)
    begun = frame.filter((first == 0) | (n_first >= FEWEST_AT_RISK))
    return pack(begun, GROUP).select(
        "stratum",
        pl.when(pl.col("entry_days") > 0).then("entry_days").alias("entry"),
        pl.col("time_days").alias("time"),
        pl.col("is_event").cast(pl.Int32).alias("event"),
    )
