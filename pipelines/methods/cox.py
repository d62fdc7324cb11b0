"""Cox's proportional-hazards model for Polars frames, as R's `coxph` and `cox.zph` (survival 3).

Own code on numpy, because no library has it all: lifelines has Efron's ties only and not R's score test of
proportional hazards; statsmodels and scikit-survival have no weights and no such test.

Frames have one row per person as in `survival` (`stratum, time, event`, optional `entry, weight`) and numeric
or boolean covariates. Each stratum has a baseline hazard of its own. Faulty rows raise ValueError with the
column and the number of rows; so does a model that the data cannot answer (no event, a collinear covariate, a
hazard ratio that grows without limit). It never gives a number then.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl
from scipy.stats import chi2, norm, rankdata

from pipelines.methods import cox_fit
from pipelines.methods.cox_risk_sets import Rows, rows_of

ALL_COVARIATES = "all covariates"


def cox(
    frame: pl.DataFrame,
    covariates: Sequence[str],
    ties: str = "efron",
    cluster: str | None = None,
    conf_level: float = 0.95,
) -> pl.DataFrame:
    """Hazard ratios: one row per covariate, of one unit more of it with the others held.

    Columns `covariate, coefficient, hazard_ratio, std_err, robust_std_err, lower, upper, z, p_value, n,
    n_events, log_likelihood_null, log_likelihood`. Standard errors are those of the coefficient (log hazard
    ratio), limits those of the hazard ratio. `robust_std_err` is the sandwich of Lin & Wei 1989, parts
    summed within the column `cluster` if given; `lower, upper, z, p_value` rest on it when `cluster` is given
    or a weight is not a whole number, as in R, and on `std_err` otherwise. `n` and `n_events` count rows of
    positive weight. `ties`: efron or breslow.
    """
    if not 0 < conf_level < 1:
        raise ValueError("cox: conf_level must be between 0 and 1")
    rows = rows_of(frame, covariates)
    influence_of = _cluster_codes(frame, cluster)[rows.place] if cluster else None
    fit = cox_fit.maximise(rows, covariates, ties)
    std_err = np.sqrt(np.diag(fit.covariance))
    robust_std_err = np.sqrt(np.diag(robust_covariance(fit, influence_of)))
    is_robust = cluster is not None or bool((rows.weight % 1 != 0).any())
    reported = robust_std_err if is_robust else std_err
    reach = norm.ppf((1 + conf_level) / 2) * reported
    z = fit.coefficients / reported
    with np.errstate(over="ignore"):
        ratios = np.exp([fit.coefficients, fit.coefficients - reach, fit.coefficients + reach])
    return pl.DataFrame(
        {
            "covariate": list(covariates),
            "coefficient": fit.coefficients,
            "hazard_ratio": ratios[0],
            "std_err": std_err,
            "robust_std_err": robust_std_err,
            "lower": ratios[1],
            "upper": ratios[2],
            "z": z,
            "p_value": 2 * norm.sf(np.abs(z)),
        }
    ).with_columns(
        n=pl.lit(len(rows.weight), dtype=pl.Int64),
        n_events=pl.lit(int(rows.is_event.sum()), dtype=pl.Int64),
        log_likelihood_null=pl.lit(fit.log_likelihood_null),
        log_likelihood=pl.lit(fit.maximum.log_likelihood),
    )


def proportional_hazards(
    frame: pl.DataFrame, covariates: Sequence[str], ties: str = "efron", transform: str = "km"
) -> pl.DataFrame:
    """Test that hazard ratios do not change with time: `covariate, chi_square, degrees_of_freedom, p_value`.

    The score test of Grambsch & Therneau 1994 for adding covariate times g(time), with the information at
    each event time itself (R's `cox.zph` since survival 3). A row per covariate and one for `all covariates`
    together. `transform` is g: km (1 - Kaplan–Meier of all rows before the time), identity, log or rank.
    """
    rows = rows_of(frame, covariates)
    maximum = cox_fit.maximise(rows, covariates, ties).maximum
    g = _transformed(rows, transform)[maximum.risk_sets.event_rows]
    g = g - g.mean()
    information, crossed, squared = (maximum.information(g**power) for power in range(3))
    score = maximum.score(g)
    p = len(covariates)
    tests = [*([place] for place in range(p)), list(range(p))]
    # At the maximum the model's own score is zero; of the information the Schur complement is left.
    own = squared - crossed @ np.linalg.solve(information, crossed)
    statistic = [float(score[at] @ np.linalg.solve(own[np.ix_(at, at)], score[at])) for at in tests]
    return pl.DataFrame(
        {
            "covariate": [*covariates, ALL_COVARIATES],
            "chi_square": statistic,
            "degrees_of_freedom": [len(at) for at in tests],
            "p_value": chi2.sf(statistic, [len(at) for at in tests]),
        }
    )


def robust_covariance(fit: cox_fit.Fit, cluster: np.ndarray | None = None) -> np.ndarray:
    """(p, p): influences, summed within `cluster` (codes from 0, one per row), times their transpose."""
    influence = fit.dfbeta
    if cluster is not None:
        influence = np.column_stack([np.bincount(cluster, weights=column) for column in influence.T])
    return influence.T @ influence


def _cluster_codes(frame: pl.DataFrame, cluster: str) -> np.ndarray:
    if cluster not in frame.columns:
        raise ValueError(f"column {cluster}: missing; found {', '.join(frame.columns)}")
    if n_missing := frame[cluster].null_count():
        raise ValueError(f"column {cluster}: missing in {n_missing} rows")
    return frame[cluster].rank("dense").to_numpy().astype(np.int64) - 1


def _transformed(rows: Rows, transform: str) -> np.ndarray:
    if transform == "km":
        return _fallen_before(rows)
    if transform == "identity":
        return rows.time
    if transform == "rank":
        return rankdata(rows.time)
    if transform != "log":
        raise ValueError("transform must be km, identity, log or rank")
    if n_zero := int((rows.time == 0).sum()):
        raise ValueError(f"column time: zero in {n_zero} rows, of which there is no logarithm")
    return np.log(rows.time)


def _fallen_before(rows: Rows) -> np.ndarray:
    """Per row 1 - S(time-), Kaplan–Meier of all rows as one stratum and without weights, as in R."""
    moment, n_events = np.unique(rows.time[rows.is_event], return_counts=True)
    n_risk = len(rows.time) - np.searchsorted(np.sort(rows.time), moment, "left")
    n_risk = n_risk - (len(rows.entry) - np.searchsorted(np.sort(rows.entry), moment, "left"))
    survival = np.concatenate([[1.0], np.cumprod(1 - n_events / n_risk)])
    return 1 - survival[np.searchsorted(moment, rows.time, "left")]
