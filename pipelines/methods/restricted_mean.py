"""Restricted mean survival time and its difference between groups (Royston & Parmar 2013)."""

from collections.abc import Sequence

import polars as pl
from scipy.stats import norm

from pipelines.methods.survival_frame import numbers, run_macro


def restricted_mean(
    frame: pl.DataFrame, tau: float | Sequence[float], conf_level: float = 0.95
) -> pl.DataFrame:
    """Mean time without the event within [0, tau]: `stratum, tau, estimate, std_err, lower, upper`.

    The area under the Kaplan–Meier curve, with a symmetric interval kept within [0, tau]. Missing where
    follow-up ends before `tau` with somebody left.
    """
    return run_macro("restricted_mean", frame, numbers(tau), conf_level=conf_level)


def restricted_mean_difference(
    frame: pl.DataFrame, tau: float | Sequence[float], reference: object, conf_level: float = 0.95
) -> pl.DataFrame:
    """Restricted mean of each other stratum minus that of the stratum `reference`, in the unit of `time`.

    Columns `stratum, tau, estimate, std_err, lower, upper, p_value`. The groups are independent, so their
    variances add; limits are symmetric and `p_value` is that of the two-sided normal test of no difference
    (Royston & Parmar 2013). Missing where either mean is; the test also where neither mean can vary.
    ValueError: faulty rows, or nobody in the reference stratum.
    """
    means = restricted_mean(frame, tau, conf_level)
    is_reference = pl.col("stratum") == pl.lit(reference, dtype=frame.schema["stratum"])
    of_reference = means.filter(is_reference).select("tau", "estimate", "std_err")
    if of_reference.is_empty():
        raise ValueError("column stratum: no row of the reference stratum")
    z = norm.isf((1 - conf_level) / 2)
    differences = (
        means.filter(~is_reference)
        .join(of_reference, on="tau", suffix="_reference", maintain_order="left")
        .select(
            "stratum",
            "tau",
            estimate=pl.col("estimate") - pl.col("estimate_reference"),
            std_err=(pl.col("std_err") ** 2 + pl.col("std_err_reference") ** 2).sqrt(),
        )
    )
    score = (differences["estimate"] / differences["std_err"]).abs()
    return differences.with_columns(
        lower=pl.col("estimate") - z * pl.col("std_err"),
        upper=pl.col("estimate") + z * pl.col("std_err"),
        p_value=pl.Series(2 * norm.sf(score.cast(pl.Float64).to_numpy()), dtype=pl.Float64, nan_to_null=True),
    ).with_columns(p_value=pl.when(pl.col("std_err") > 0).then("p_value"))
