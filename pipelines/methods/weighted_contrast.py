"""Treated persons against comparators with weights taken as known: differences of survival and hazard ratio.

Frames have one row per person: `treated, time, event`, optional `entry`, and `weight` (of `propensity`; none:
the naive comparison, which is shown beside the weighted one and is never the answer). Every function gives
`measure, time, treated, comparator, estimate, std_err, lower, upper`, times in the unit of `time`; for the
hazard ratio `treated`, `comparator` and `time` are missing and `std_err` is that of its logarithm.

Standard errors here are robust (each person's influence, infinitesimal jackknife) and take the weights as
fixed numbers. That they were estimated is left out: for `inverse_probability` weights they are too large, if
anything (Lunceford & Davidian 2004); for `treated` weights they may be too large or too small (Reifeis &
Hudgens 2022), and for `overlap` weights mostly too large. What is reported is therefore the bootstrap of the
whole procedure, `contrast_bootstrap`, which is right for all three (Austin 2016); these are its companions.
"""

from collections.abc import Sequence

import polars as pl
from scipy.stats import norm

from pipelines.methods.cox import cox
from pipelines.methods.propensity import arms_of, checked_weights
from pipelines.methods.survival import restricted_mean, survival_at

RESTRICTED_MEAN, SURVIVAL, HAZARD_RATIO = "restricted_mean_difference", "survival_difference", "hazard_ratio"
RESULT = {
    "measure": pl.String, "time": pl.Float64, "treated": pl.Float64, "comparator": pl.Float64,
    "estimate": pl.Float64, "std_err": pl.Float64, "lower": pl.Float64, "upper": pl.Float64,
}  # fmt: skip


def restricted_mean_contrast(
    frame: pl.DataFrame, tau: float | Sequence[float], conf_level: float = 0.95
) -> pl.DataFrame:
    """Mean time without the event within [0, tau], treated minus comparators, a row per tau.

    Missing where an arm's follow-up ends before tau with somebody left. ValueError: faulty rows, empty arm.
    """
    means = restricted_mean(by_arm(frame), tau).rename({"tau": "time"})
    return _differences(means, RESTRICTED_MEAN, "estimate", conf_level)


def survival_contrast(
    frame: pl.DataFrame, times: float | Sequence[float], conf_level: float = 0.95
) -> pl.DataFrame:
    """Survival of the treated minus that of the comparators at each of `times`.

    Missing beyond the follow-up of an arm. ValueError: faulty rows, an empty arm.
    """
    return _differences(survival_at(by_arm(frame), times), SURVIVAL, "survival", conf_level)


def hazard_ratio(frame: pl.DataFrame, conf_level: float = 0.95) -> pl.DataFrame:
    """Hazard ratio of treated against comparators, as R's `coxph(…, weights, robust = TRUE)`, Efron's ties.

    With hazards that are not proportional it is an average over the time followed; see
    `cox.proportional_hazards`. ValueError: faulty rows, an empty arm, no finite hazard ratio.
    """
    arms = by_arm(frame).with_row_index("person")
    row = cox(
        arms.with_columns(treated="stratum", stratum=pl.lit(0)),
        ["treated"],
        cluster="person",
        conf_level=conf_level,
    ).row(0, named=True)
    found = {"measure": HAZARD_RATIO, "estimate": row["hazard_ratio"], "std_err": row["robust_std_err"]}
    return pl.DataFrame([{**found, "lower": row["lower"], "upper": row["upper"]}], schema=RESULT)


def by_arm(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the arm (1 treated, 0 comparators) as `stratum`, and its columns of survival alone."""
    treated = arms_of(frame)
    if "weight" in frame.columns:
        checked_weights(frame)
    names = [name for name in ("time", "event", "entry", "weight") if name in frame.columns]
    return frame.select(pl.Series("stratum", treated.astype(int)), *names)


def _differences(found: pl.DataFrame, measure: str, value: str, conf_level: float) -> pl.DataFrame:
    """Of independent arms: their variances add."""
    if not 0 < conf_level < 1:
        raise ValueError("conf_level must be between 0 and 1")
    z = float(norm.ppf((1 + conf_level) / 2))
    treated, comparator = (
        found.filter(pl.col("stratum") == arm).select("time", "std_err", value=value) for arm in (1, 0)
    )
    return (
        treated.join(comparator, on="time", suffix="_comparator", maintain_order="left")
        .select(
            pl.lit(measure).alias("measure"),
            "time",
            treated="value",
            comparator="value_comparator",
            estimate=pl.col("value") - pl.col("value_comparator"),
            std_err=(pl.col("std_err") ** 2 + pl.col("std_err_comparator") ** 2).sqrt(),
        )
        .with_columns(
            lower=pl.col("estimate") - z * pl.col("std_err"), upper=pl.col("estimate") + z * pl.col("std_err")
        )
    )
