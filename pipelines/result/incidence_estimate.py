"""result.incidence_estimate: how many have had which cause first by fixed times."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.measures import MEASURES
from pipelines.result.cumulative_incidence import CONF_TYPE, DIGITS, causes_of, with_every_cause
from pipelines.result.survival_curve import GROUP

READS = ("outcome.competing_event",)

METHOD = "Aalen–Johansen, log-log 95 % limits; missing beyond the last person followed"


def incidence_estimate(read: Reader) -> pl.DataFrame:
    """Cumulative incidence at the catalogue's times for each agreement, group, measure and variant."""
    from pipelines.methods.incidence import incidence_at

    events = read.frame("outcome.competing_event")
    times = pl.DataFrame(
        [(measure.name, time) for measure in MEASURES.values() for time in measure.times_days],
        schema={"read_as": pl.String, "time_days": pl.Int32},
        orient="row",
    )
    found = incidence_at(causes_of(events), sorted(set(times["time_days"])), conf_type=CONF_TYPE)
    rows = (
        with_every_cause(found, ["time"])
        .with_columns(time_days=pl.col("time").cast(pl.Int32))
        .join(times, on=["read_as", "time_days"], how="semi")
    )
    # A cause that nobody had is at zero as long as the other causes of its measure are known.
    is_known = pl.col("incidence").is_not_null().any().over(*GROUP, "time_days")
    sizes = events.group_by(GROUP).agg(pl.len().alias("n"))
    return (
        rows.with_columns(estimate=pl.when(is_known).then(pl.col("incidence").fill_null(0)))
        .join(sizes, on=GROUP)
        .join(_events_by(events, times), on=[*GROUP, "cause", "time_days"], how="left")
        .select(
            "agreement_id", "cohort", "subgroup", "level",
            pl.col("read_as").alias("measure"),
            "variant", "time_days",
            *(pl.col(name).round(DIGITS) for name in ("estimate", "lower", "upper")),
            pl.lit("probability").alias("unit"),
            pl.col("n").cast(pl.Int64),
            pl.col("n_events").fill_null(0).cast(pl.Int64),
            pl.lit(METHOD).alias("method"),
            pl.lit(read.parameters["data_cut"]).alias("data_cut"),
            pl.lit(False).alias("suppressed"),
        )
    )  # fmt: skip


def _events_by(events: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """Persons of each group with each cause up to each time; no row where nobody had it."""
    by = times.select(pl.col("time_days").alias("by")).unique()
    return (
        events.drop_nulls("cause")
        .join(by, how="cross")
        .filter(pl.col("time_days") <= pl.col("by"))
        .group_by(*GROUP, "cause", pl.col("by").alias("time_days"))
        .agg(pl.len().alias("n_events"))
    )
