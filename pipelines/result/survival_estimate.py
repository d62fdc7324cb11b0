"""result.survival_estimate: survival at fixed times, medians and follow-up, from the person-level times."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.measures import MEASURES
from pipelines.methods.stratum import unpack
from pipelines.result.survival_curve import GROUP, times_of

READS = ("outcome.time_to_event",)

AT_TIME = "Kaplan–Meier, log-log 95 % limits; missing beyond the last person followed"
MEDIAN = "Kaplan–Meier median, limits where the log-log 95 % limits cross one half"
FOLLOW_UP = "Median follow-up, reverse Kaplan–Meier, log-log 95 % limits"


def survival_estimate(read: Reader) -> pl.DataFrame:
    """Survival at times, median and median follow-up for each agreement, group, measure and variant."""
    frame = times_of(read.frame("outcome.time_to_event"))
    parts = pl.concat([_at_times(frame), _medians(frame), _follow_up(frame)])
    return parts.with_columns(
        pl.lit(read.parameters["data_cut"]).alias("data_cut"),
        pl.lit(False).alias("suppressed"),
    )


def _at_times(frame: pl.DataFrame) -> pl.DataFrame:
    """Survival at the catalogue's times; events are counted up to each time."""
    from pipelines.methods.survival import survival_at

    times = pl.DataFrame(
        [(measure.name, time) for measure in MEASURES.values() for time in measure.times_days],
        schema={"measure": pl.String, "time_days": pl.Int32},
        orient="row",
    )
    estimates = survival_at(frame, sorted(set(times["time_days"])))
    events = frame.join(estimates.select("stratum", pl.col("time").alias("at")), on="stratum")
    counts = events.group_by("stratum", pl.col("at").alias("time")).agg(
        pl.len().alias("n"),
        ((pl.col("event") == 1) & (pl.col("time") <= pl.col("at"))).sum().alias("n_events"),
    )
    rows = estimates.join(counts, on=["stratum", "time"]).select(
        "stratum", pl.col("time").cast(pl.Int32).alias("time_days"), pl.col("survival").alias("estimate"),
        "lower", "upper", "n", "n_events",
    )  # fmt: skip
    # Up to a landmark everybody at it is alive: that is no estimate.
    landmark = pl.col("variant").str.extract(r"^landmark_(\d+)$").cast(pl.Int32).fill_null(-1)
    return (
        _shaped(rows, "probability", AT_TIME)
        .join(times, on=["measure", "time_days"], how="semi")
        .filter(pl.col("time_days") > landmark)
    )


def _medians(frame: pl.DataFrame) -> pl.DataFrame:
    from pipelines.methods.survival import survival_quantile

    rows = survival_quantile(frame, 0.5).join(_counts(frame), on="stratum")
    return _shaped(rows, "days", MEDIAN).with_columns((pl.col("measure") + "_median").alias("measure"))


def _follow_up(frame: pl.DataFrame) -> pl.DataFrame:
    """How long people were followed: the median of the time to censoring."""
    from pipelines.methods.survival import reverse_events, survival_quantile

    followed = reverse_events(frame)
    rows = survival_quantile(followed, 0.5).join(_counts(followed), on="stratum")
    return (
        _shaped(rows, "days", FOLLOW_UP)
        .filter((pl.col("measure") == "overall_survival") & (pl.col("variant") == "kaplan_meier"))
        .with_columns(
            pl.lit("follow_up_median").alias("measure"), pl.lit("reverse_kaplan_meier").alias("variant")
        )
    )


def _counts(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.group_by("stratum").agg(pl.len().alias("n"), (pl.col("event") == 1).sum().alias("n_events"))


def _shaped(rows: pl.DataFrame, unit: str, method: str) -> pl.DataFrame:
    """The estimate's columns of a stratum table; a missing time means that the measure has none."""
    if "time_days" not in rows.columns:
        rows = rows.with_columns(pl.lit(None, dtype=pl.Int32).alias("time_days"))
    return unpack(rows, GROUP).select(
        *GROUP, "time_days", "estimate", "lower", "upper",
        pl.lit(unit).alias("unit"),
        pl.col("n").cast(pl.Int64),
        pl.col("n_events").cast(pl.Int64),
        pl.lit(method).alias("method"),
    )  # fmt: skip
