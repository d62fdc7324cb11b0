"""Limits of a weighted comparison by the bootstrap: propensity model, weights and contrasts, all of it anew.

Persons are drawn with replacement within each arm, because the arms were taken from the registers separately
and their sizes are not a finding. Limits are percentiles of the replicates (Efron & Tibshirani 1993),
`std_err` their standard deviation (of the logarithm for the hazard ratio). A person drawn twice counts twice
at the person's own time, without making a tie. A level of a category that nobody drawn has is left out.

A replicate fails where the comparison cannot be made in it (a covariate separates the arms, follow-up ends
too early). Failures are not at random: with more than 5 % of them there are no limits, and `missing_reason`
says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from pipelines.methods import cox_fit
from pipelines.methods.cox_risk_sets import Rows, rows_of
from pipelines.methods.design_matrix import columns_of
from pipelines.methods.propensity import comparison_weights, propensity_score, weights_of
from pipelines.methods.survival import restricted_mean, survival_at
from pipelines.methods.weighted_contrast import (
    HAZARD_RATIO,
    RESTRICTED_MEAN,
    RESULT,
    SURVIVAL,
    by_arm,
    hazard_ratio,
    restricted_mean_contrast,
    survival_contrast,
)

LARGEST_SHARE_FAILED = 0.05
TOO_MANY_FAILED = "more than 5 % of the bootstrap replicates failed"
NOT_FOLLOWED = "follow-up in an arm ends before this time"
NO_HAZARD_RATIO = "there is no finite hazard ratio"
ROWS_AT_ONCE = 400_000  # Replicates are strata of one frame; this bounds its memory.
# Curves do not change with the scale of weights; whole ones spare the robust variance, not read here.
WHOLE = 2.0**40
LIMITS = {
    "std_err": pl.Float64, "lower": pl.Float64, "upper": pl.Float64,
    "n_replicates": pl.Int64, "n_failed": pl.Int64, "missing_reason": pl.String,
}  # fmt: skip


def bootstrap_contrasts(
    frame: pl.DataFrame,
    covariates: Sequence[str],
    kind: str,
    tau: float | Sequence[float] = (),
    times: float | Sequence[float] = (),
    replicates: int = 1000,
    seed: int = 20260630,
    conf_level: float = 0.95,
) -> pl.DataFrame:
    """Weighted contrasts of treated and comparators with bootstrap limits, the same ones for the same seed.

    `frame`: one row per person with `treated, time, event`, optional `entry`, and the covariates; `kind` of
    weights as in `propensity`. A row per tau (difference of restricted means), per time (difference of
    survival), and one for the hazard ratio: `measure, time, treated, comparator, estimate, std_err, lower,
    upper, n_replicates, n_failed, missing_reason`, where the reason tells what is missing and why.

    ValueError: faulty rows, and arms that the propensity model cannot compare.
    """
    if replicates < 2 or not 0 < conf_level < 1:
        raise ValueError("bootstrap: replicates must be at least 2 and conf_level between 0 and 1")
    tau, times = np.unique(tau).astype(float), np.unique(times).astype(float)
    rows = rows_of(by_arm(frame).with_columns(treated="stratum", stratum=pl.lit(0)), ["treated"])
    found = _estimates(comparison_weights(frame, covariates, kind), tau, times)
    weights = list(_drawn_weights(frame, covariates, kind, replicates, np.random.default_rng(seed)))
    drawn = {HAZARD_RATIO: np.array([[_log_hazard_ratio(rows, weight) for weight in weights]])}
    drawn[RESTRICTED_MEAN], drawn[SURVIVAL] = _drawn_differences(by_arm(frame), weights, tau, times)
    values = np.concatenate([drawn[measure] for measure in (RESTRICTED_MEAN, SURVIVAL, HAZARD_RATIO)])
    limits = [
        _limits(measure, estimate, row, conf_level)
        for measure, estimate, row in zip(found["measure"], found["estimate"], values, strict=True)
    ]
    return found.drop("std_err", "lower", "upper").hstack(pl.DataFrame(limits, schema=LIMITS, orient="row"))


def _estimates(weighted: pl.DataFrame, tau: np.ndarray, times: np.ndarray) -> pl.DataFrame:
    found = [pl.DataFrame(schema=RESULT)]
    if len(tau):
        found.append(restricted_mean_contrast(weighted, tau))
    if len(times):
        found.append(survival_contrast(weighted, times))
    try:
        found.append(hazard_ratio(weighted))
    except ValueError:  # Rows were checked before: there is no event, or no maximum.
        found.append(pl.DataFrame([{"measure": HAZARD_RATIO}], schema=RESULT))
    return pl.concat(found)


def _drawn_weights(
    frame: pl.DataFrame, covariates: Sequence[str], kind: str, replicates: int, random: np.random.Generator
) -> Iterator[np.ndarray]:
    """Per replicate (n,) how often a person was drawn times the weight; nobody where there is no model."""
    treated, columns = by_arm(frame)["stratum"].to_numpy() == 1, columns_of(frame, covariates)
    arms = [np.flatnonzero(treated == arm) for arm in (True, False)]
    for _ in range(replicates):
        persons = np.zeros(len(frame))
        for arm in arms:
            persons[arm] = np.bincount(random.integers(0, len(arm), len(arm)), minlength=len(arm))
        is_drawn = persons > 0
        seen = [replace(column, values=column.values[is_drawn]) for column in columns]
        try:
            score = propensity_score(treated[is_drawn], seen, persons[is_drawn])
        except ValueError:
            yield np.zeros(len(frame))
            continue
        persons[is_drawn] *= weights_of(score, treated[is_drawn], persons[is_drawn], kind)
        yield persons


def _log_hazard_ratio(rows: Rows, weight: np.ndarray) -> float:
    try:
        return float(cox_fit.maximise(rows.weighted(weight), ["treated"]).coefficients[0])
    except ValueError:
        return np.nan


def _drawn_differences(
    arms: pl.DataFrame, weights: Sequence[np.ndarray], tau: np.ndarray, times: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(times, replicates) differences of restricted means and of survival; NaN where there is none."""
    means, survivals = (np.full((len(moments), len(weights)), np.nan) for moments in (tau, times))
    arm = arms["stratum"].to_numpy()
    at_once = max(1, ROWS_AT_ONCE // len(arms))
    for start in range(0, len(weights), at_once):
        chunk = np.array(weights[start : start + at_once])
        replicate, person = np.nonzero(chunk)
        drawn = arms[person].with_columns(
            stratum=pl.Series(2 * (start + replicate) + arm[person]),
            weight=pl.Series(np.ceil(chunk[replicate, person] * WHOLE)),
        )
        if len(tau):
            _put(means, tau, restricted_mean(drawn, tau).rename({"tau": "time", "estimate": "survival"}))
        if len(times):
            _put(survivals, times, survival_at(drawn, times))
    return means, survivals


def _put(differences: np.ndarray, moments: np.ndarray, found: pl.DataFrame) -> None:
    """Treated (odd strata) minus comparators (even strata) of a replicate, where both are known."""
    arms = (
        found.group_by(pl.col("stratum") // 2, "time")
        .agg(
            treated=pl.col("survival").filter(pl.col("stratum") % 2 == 1).first(),
            comparator=pl.col("survival").filter(pl.col("stratum") % 2 == 0).first(),
        )
        .with_columns(difference=(pl.col("treated") - pl.col("comparator")).fill_null(np.nan))
    )
    differences[np.searchsorted(moments, arms["time"]), arms["stratum"]] = arms["difference"]


def _limits(measure: str, estimate: float | None, drawn: np.ndarray, conf_level: float) -> tuple:
    n_failed = int(np.isnan(drawn).sum())
    reason = None
    if estimate is None:
        reason = NO_HAZARD_RATIO if measure == HAZARD_RATIO else NOT_FOLLOWED
    elif n_failed > LARGEST_SHARE_FAILED * len(drawn):
        reason = TOO_MANY_FAILED
    if reason is not None:
        return (None, None, None, len(drawn), n_failed, reason)
    kept = drawn[~np.isnan(drawn)]
    lower, upper = np.quantile(kept, [(1 - conf_level) / 2, (1 + conf_level) / 2])
    if measure == HAZARD_RATIO:
        lower, upper = np.exp(lower), np.exp(upper)
    return (float(kept.std(ddof=1)), float(lower), float(upper), len(drawn), n_failed, None)
