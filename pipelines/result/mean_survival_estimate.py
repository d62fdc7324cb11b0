"""result.mean_survival_estimate: mean time lived within a horizon (restricted mean)."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.measures import MEASURES
from pipelines.methods.stratum import unpack
from pipelines.result.survival_curve import GROUP, times_of

READS = ("outcome.time_to_event",)

NAME = "overall_survival_mean"
MEAN = (
    "Area under the Kaplan–Meier curve to the horizon, symmetric 95 % limits kept within it; "
    "missing beyond follow-up"
)


def mean_survival_estimate(read: Reader) -> pl.DataFrame:
    """One row per agreement, group and horizon, from all persons of overall survival."""
    from pipelines.methods.survival import restricted_mean

    times = read.query(
        "select * from outcome.time_to_event where measure = 'overall_survival' and variant = 'kaplan_meier'"
    )
    frame = times_of(times)
    horizons = MEASURES[NAME].times_days
    means = restricted_mean(frame, horizons)
    counts = pl.concat(
        frame.group_by("stratum").agg(
            tau=pl.lit(float(days)),
            n=pl.len().cast(pl.Int64),
            n_events=((pl.col("event") == 1) & (pl.col("time") <= days)).sum().cast(pl.Int64),
        )
        for days in horizons
    )
    rows = unpack(means.join(counts, on=["stratum", "tau"], maintain_order="left"), GROUP)
    return rows.select(
        "agreement_id",
        pl.lit(read.parameters["data_cut"]).alias("data_cut"),
        "cohort",
        "subgroup",
        "level",
        pl.lit(NAME).alias("measure"),
        "variant",
        pl.col("tau").cast(pl.Int32).alias("time_days"),
        "estimate",
        "lower",
        "upper",
        pl.lit("days").alias("unit"),
        "n",
        "n_events",
        pl.lit(MEAN).alias("method"),
        pl.lit(False).alias("suppressed"),
    )
