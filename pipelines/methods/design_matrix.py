"""Covariates of a frame as numbers: a numeric column as it is, a category as one indicator per level.

Categories are columns of text, of true or false, or of Polars' Categorical and Enum. A missing category is a
level of its own (`missing`): unknown is not any of the known. A missing number is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

MISSING = "missing"


@dataclass(frozen=True)
class Column:
    """One column of numbers. `level` is None for a numeric covariate."""

    covariate: str
    level: str | None
    is_reference: bool  # The most common level (of equally common ones the first by name).
    values: np.ndarray  # (n,)

    @property
    def name(self) -> str:
        """The covariate, and its level if it has one."""
        return self.covariate if self.level is None else f"{self.covariate}={self.level}"


def columns_of(frame: pl.DataFrame, covariates: Sequence[str]) -> list[Column]:
    """All columns, in the order of `covariates` and then of the levels' names, the reference level included.

    ValueError names the column, and the number of rows in which a number is missing or infinite.
    """
    if not covariates or len(set(covariates)) < len(covariates):
        raise ValueError("covariates: at least one is needed, and none may be repeated")
    return [column for name in covariates for column in _columns(frame, name)]


def _columns(frame: pl.DataFrame, covariate: str) -> list[Column]:
    if covariate not in frame.columns:
        raise ValueError(f"column {covariate}: missing; found {', '.join(frame.columns) or 'no columns'}")
    values, dtype = frame[covariate], frame.schema[covariate]
    if dtype.is_numeric():
        numbers = values.cast(pl.Float64).to_numpy()
        if n_wrong := int((~np.isfinite(numbers)).sum()):
            raise ValueError(f"column {covariate}: missing or infinite in {n_wrong} rows")
        return [Column(covariate, None, False, numbers)]
    if dtype not in (pl.String, pl.Boolean, pl.Categorical, pl.Enum):
        raise ValueError(f"column {covariate}: a number or a category was expected, found {dtype}")
    levels = values.cast(pl.String).fill_null(MISSING)
    counts = levels.value_counts(name="n").sort("n", covariate, descending=[True, False])
    reference = counts[covariate].first()
    return [
        Column(covariate, level, level == reference, (levels == level).cast(pl.Float64).to_numpy())
        for level in sorted(counts[covariate])
    ]
