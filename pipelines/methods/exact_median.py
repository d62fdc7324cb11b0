"""The median of times that are all known, with limits that hold whatever their distribution.

Of n times the r-th smallest and the r-th largest enclose the true median with a probability that only a fair
coin decides: as many as fall below it are binomial with n and one half (Thompson, Annals of Mathematical
Statistics 1936;7:122–128). Kaplan–Meier limits are for times that may be censored: there the upper one may
not be reached, which of persons who all have the event can only mislead.
"""

import numpy as np
import polars as pl

COLUMNS = ("stratum", "time")


def exact_median(frame: pl.DataFrame, conf_level: float = 0.95) -> pl.DataFrame:
    """The median per stratum: `stratum, n, estimate, lower, upper`, in the unit of `time`, sorted by stratum.

    `frame`: one row per person with `stratum` and `time`, none censored. The median of an even number is the
    middle of the two in the middle. The limits are the innermost pair of order statistics that covers the
    true median with at least `conf_level`; where even the smallest and the largest time do not (fewer than
    six persons at 95 %), both are missing. ValueError naming the column and the number of rows where a
    value is missing or not finite, or `conf_level` is not between 0 and 1.
    """
    from scipy.stats import binom

    _check(frame, conf_level)
    ordered = frame.select("stratum", pl.col("time").cast(pl.Float64)).sort(COLUMNS)
    counts = ordered.group_by("stratum", maintain_order=True).agg(n=pl.len().cast(pl.Int64))
    # The largest r with P(fewer than r of n below the median) within the tail.
    rank = binom.ppf((1 - conf_level) / 2, counts["n"].to_numpy(), 0.5)
    ranked = ordered.join(
        counts.with_columns(rank=pl.Series("rank", np.asarray(rank), dtype=pl.Int64)), on="stratum"
    ).with_columns(position=pl.int_range(1, pl.len() + 1).over("stratum"))
    return (
        ranked.group_by("stratum")
        .agg(
            pl.col("n").first(),
            estimate=pl.col("time").median(),
            lower=pl.col("time").filter(pl.col("position") == pl.col("rank")).first(),
            upper=pl.col("time").filter(pl.col("position") == pl.col("n") + 1 - pl.col("rank")).first(),
        )
        .sort("stratum")
    )


def _check(frame: pl.DataFrame, conf_level: float) -> None:
    if not 0 < conf_level < 1:
        raise ValueError("exact_median: conf_level must be between 0 and 1")
    for name in COLUMNS:
        if name not in frame.columns:
            raise ValueError(f"exact_median: column {name}: missing")
    if n_missing := frame["stratum"].null_count():
        raise ValueError(f"exact_median: column stratum: missing in {n_missing} rows")
    if not frame["time"].dtype.is_numeric():
        raise ValueError(f"exact_median: column time: a number was expected, found {frame['time'].dtype}")
    time = frame["time"].cast(pl.Float64)
    if n_wrong := time.null_count() + int((~time.is_finite()).sum()):
        raise ValueError(f"exact_median: column time: missing or infinite in {n_wrong} rows")
