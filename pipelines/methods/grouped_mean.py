"""Means and standard deviations of many groups at once, the same however many threads run."""

from collections.abc import Sequence

import numpy as np
import polars as pl

ROUNDING = 1e-9
"""Values no further apart than this are one value that was rounded differently."""


def grouped_mean(values: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """`n`, `mean` and `sd` of the column `value` in every group of `by`, in the unit of the values.

    Values are added in order of size, so that the last digit does not depend on how rows were read. `sd` has
    n - 1 in the denominator; of one value it is missing, of values that are all alike 0. ValueError if a
    value is missing.
    """
    if n_missing := values["value"].null_count():
        raise ValueError(f"value: {n_missing} rows are missing")
    ordered = values.select(*by, pl.col("value").cast(pl.Float64)).sort([*by, "value"])
    groups = ordered.group_by(by, maintain_order=True).agg(n=pl.len().cast(pl.Int64))
    if groups.is_empty():
        return groups.with_columns(mean=pl.lit(None, pl.Float64), sd=pl.lit(None, pl.Float64))
    value, n = ordered["value"].to_numpy(), groups["n"].to_numpy()
    ends = np.cumsum(n)
    starts = ends - n
    mean = np.add.reduceat(value, starts) / n
    squares = np.add.reduceat((value - np.repeat(mean, n)) ** 2, starts)
    sd = np.where(n > 1, np.sqrt(squares / np.maximum(n - 1, 1)), np.nan)
    are_alike = (n > 1) & (value[ends - 1] - value[starts] < ROUNDING)
    return groups.with_columns(
        mean=pl.Series(mean), sd=pl.Series(np.where(are_alike, 0.0, sd)).fill_nan(None)
    )
