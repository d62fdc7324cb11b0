"""How alike treated persons and comparators are in what was measured, before and after weighting.

The standardised difference is the difference of means or shares divided by the root of the mean of the two
arms' variances before weighting (Austin 2009), before and after: it changes with the means alone. Above 0.1
is usually called imbalance.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from pipelines.methods.design_matrix import Column, columns_of
from pipelines.methods.propensity import arms_of, checked_weights

RESULT = {
    "covariate": pl.String, "level": pl.String,
    "treated_before": pl.Float64, "comparator_before": pl.Float64, "difference_before": pl.Float64,
    "treated_after": pl.Float64, "comparator_after": pl.Float64, "difference_after": pl.Float64,
}  # fmt: skip


def balance(frame: pl.DataFrame, covariates: Sequence[str], weights: str = "weight") -> pl.DataFrame:
    """A row per numeric covariate, and per level of a category (shares), before and after weighting.

    Columns `covariate, level, treated_before, comparator_before, difference_before, treated_after,
    comparator_after, difference_after`: means or shares, and standardised differences. `frame` has one row
    per person, `treated` (0 or 1) and the column named by `weights`. A difference is missing where neither
    arm varies and they still differ. ValueError names the column and the number of faulty rows.
    """
    treated, columns = arms_of(frame), columns_of(frame, covariates)
    weight = checked_weights(frame, weights)
    rows = [_row(column, treated, weight) for column in columns]
    return pl.DataFrame(rows, schema=RESULT, orient="row")


def _row(column: Column, treated: np.ndarray, weight: np.ndarray) -> tuple:
    variance = np.mean([_variance(column, column.values[arm]) for arm in (treated, ~treated)])
    row = [column.covariate, column.level]
    for weighing in (np.ones(len(weight)), weight):
        means = [np.average(column.values[arm], weights=weighing[arm]) for arm in (treated, ~treated)]
        row += [*means, _standardised(column, means[0] - means[1], variance)]
    return tuple(row)


def _variance(column: Column, values: np.ndarray) -> float:
    if column.level is not None:
        return float(values.mean() * (1 - values.mean()))
    return float(values.var(ddof=1)) if len(values) > 1 else 0.0


def _standardised(column: Column, difference: float, variance: float) -> float | None:
    if variance > 0:
        return difference / variance**0.5
    return 0.0 if abs(difference) <= 1e-12 * np.abs(column.values).max() else None
