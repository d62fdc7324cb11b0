"""Which covariates tell the treated from the comparators, so that no weights can make them alike.

A covariate does so alone where one of its levels occurs in one group only, or where the numbers of the two
groups do not overlap but at one value: the odds of treatment then have no finite estimate (Albert & Anderson
1984). Where none does alone, several do together: those along which the likelihood was seen to grow.
"""

from collections.abc import Sequence

import polars as pl

from pipelines.methods.design_matrix import columns_of


def separating_covariates(
    frame: pl.DataFrame, covariates: Sequence[str], growing: Sequence[str]
) -> tuple[str, ...]:
    """Those of `covariates`, in their order, that separate the groups of `treated` (0, 1), both not empty.

    `frame` is that of `propensity.comparison_weights`; `growing` are the names of the columns (see
    `design_matrix`) along which the likelihood grows without limit.
    """
    columns = columns_of(frame, covariates)
    alone = {column.covariate for column in columns if _separates(frame, column.values)}
    together = {column.covariate for column in columns if column.name in growing}
    return tuple(name for name in covariates if name in (alone or together))


def _separates(frame: pl.DataFrame, values: object) -> bool:
    of_arm = frame.select("treated", value=pl.Series(values)).group_by("treated")
    (low, high), (other_low, other_high) = (
        of_arm.agg(low=pl.col("value").min(), high=pl.col("value").max()).select("low", "high").rows()
    )
    varies = min(low, other_low) < max(high, other_high)
    return varies and (low >= other_high or other_low >= high)
