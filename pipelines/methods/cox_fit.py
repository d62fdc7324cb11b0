"""The partial likelihood of Cox's model and its maximum, on the arrays of `cox_risk_sets`.

Source: Cox 1972; ties by Efron 1977 or Breslow 1974, with weights as R's `survival` (Therneau & Grambsch
2000, chapters 3 and 7). Covariates are standardised inside, so tolerances have no units.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.methods.cox_risk_sets import RiskSets, Rows

MAXIMUM_STEPS = 30
SMALL_STEP = 1e-8  # In standard deviations of the covariate; the next error is of the order of its square.
COLLINEAR = 1e-9  # Share of a covariate's variance that the covariates before it leave unexplained.
LARGEST_PREDICTOR = 500.0
VANISHED = 1e-9  # Information at the maximum as a share of that at zero.


@dataclass(frozen=True)
class Likelihood:
    """The partial likelihood at one value of the coefficients, with what residuals and tests need."""

    risk_sets: RiskSets
    x: np.ndarray  # (n, p), standardised
    risk: np.ndarray  # (n,), exp of the linear predictor, without weight
    hazard: np.ndarray  # per event: its share of the increment of the baseline hazard
    mean: np.ndarray  # (events, p), mean covariates of those at risk at each event
    log_likelihood: float

    def information(self, factor: np.ndarray | float = 1.0) -> np.ndarray:
        """(p, p), the variances of the covariates among those at risk, summed over events times `factor`."""
        hazard = self.hazard * factor
        expected = self.rows.weight * self.risk * self.accrued(hazard)
        weight = self.risk_sets.event_weight * factor
        return (self.x.T * expected) @ self.x - (self.mean.T * weight) @ self.mean

    def score(self, factor: np.ndarray | float = 1.0) -> np.ndarray:
        """(p,), what events have of the covariates beyond those at risk, summed times `factor`."""
        events = self.risk_sets.event_rows
        seen = (self.rows.weight[events] * factor) @ self.x[events]
        return seen - (self.risk_sets.event_weight * factor) @ self.mean

    def accrued(self, increments: np.ndarray) -> np.ndarray:
        """Per row, `increments` (one or more per event) summed while at risk; ties leave one by one."""
        total = self.risk_sets.while_at_risk(self.risk_sets.event_sums(increments))
        fraction = self.risk_sets.fraction.reshape(-1, *(1 for _ in increments.shape[1:]))
        gone = self.risk_sets.event_sums(increments * fraction)
        total[self.risk_sets.event_rows] -= gone[self.risk_sets.event_moment]
        return total

    def score_residuals(self) -> np.ndarray:
        """(n, p), each row's part of the score, without its weight (Therneau & Grambsch 2000, 4.6)."""
        sets = self.risk_sets
        expected = self.x * self.accrued(self.hazard)[:, None] - self.accrued(
            self.hazard[:, None] * self.mean
        )
        residuals = -self.risk[:, None] * expected
        n_events = sets.event_sums(np.ones(len(self.hazard)))[:, None]
        mean = (sets.event_sums(self.mean) / n_events)[sets.event_moment]
        residuals[sets.event_rows] += self.x[sets.event_rows] - mean
        return residuals

    @property
    def rows(self) -> Rows:
        """The rows of the risk sets."""
        return self.risk_sets.rows


@dataclass(frozen=True)
class Fit:
    """The maximum, in the units of the covariates. `dfbeta` holds each row's influence, times its weight."""

    coefficients: np.ndarray  # (p,)
    covariance: np.ndarray  # (p, p), inverse of the information
    dfbeta: np.ndarray  # (n, p), in the order of the rows
    log_likelihood_null: float
    maximum: Likelihood


def maximise(rows: Rows, names: Sequence[str], ties: str = "efron") -> Fit:
    """The maximum of the partial likelihood, by Newton's method with halved steps.

    ValueError in words, with the covariate's name, where there is none: no event, a covariate that does not
    vary or is collinear with those before it, and a likelihood that only grows (separation).
    """
    if not rows.is_event.any():
        raise ValueError("column event: no event in any stratum")
    risk_sets = RiskSets(rows, ties)
    x, scale = _standardised(rows, names)
    now = null = _likelihood(risk_sets, x, np.zeros(len(names)))
    information_null = information = null.information()
    _refuse_collinear(information_null, rows, names)
    coefficients = np.zeros(len(names))
    for _ in range(MAXIMUM_STEPS):
        step = np.linalg.solve(information, now.score())
        now, step = _uphill(now, risk_sets, x, coefficients, step)
        coefficients = coefficients + step
        information = now.information()
        _refuse_no_information(information, information_null, names)
        if np.abs(step).max() <= SMALL_STEP:
            break
    else:
        raise _no_maximum(step, names)
    covariance = np.linalg.inv(information)
    return Fit(
        coefficients=coefficients / scale,
        covariance=covariance / np.outer(scale, scale),
        dfbeta=(rows.weight[:, None] * now.score_residuals()) @ covariance / scale,
        log_likelihood_null=null.log_likelihood,
        maximum=now,
    )


def _likelihood(risk_sets: RiskSets, x: np.ndarray, coefficients: np.ndarray) -> Likelihood:
    rows, events, moment = risk_sets.rows, risk_sets.event_rows, risk_sets.event_moment
    predictor = x @ coefficients
    risk = np.exp(np.minimum(predictor, LARGEST_PREDICTOR))
    weighted = rows.weight * risk
    sums = np.column_stack([weighted, weighted[:, None] * x])
    at_risk = (
        risk_sets.at_risk(sums)[moment]
        - risk_sets.fraction[:, None] * risk_sets.event_sums(sums[events])[moment]
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        log_likelihood = rows.weight[events] @ predictor[events] - risk_sets.event_weight @ np.log(
            at_risk[:, 0]
        )
        hazard, mean = risk_sets.event_weight / at_risk[:, 0], at_risk[:, 1:] / at_risk[:, :1]
    # A step so far that numbers overflow is none: it counts as downhill.
    is_number = predictor.max() <= LARGEST_PREDICTOR and np.isfinite(log_likelihood)
    return Likelihood(risk_sets, x, risk, hazard, mean, float(log_likelihood) if is_number else -np.inf)


def _standardised(rows: Rows, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    centred = rows.covariates - np.average(rows.covariates, axis=0, weights=rows.weight)
    scale = np.sqrt(np.average(centred**2, axis=0, weights=rows.weight))
    for name, spread, size in zip(names, scale, np.abs(rows.covariates).max(axis=0), strict=True):
        if spread <= 1e-12 * size:
            raise ValueError(f"column {name}: does not vary")
    return centred / scale, scale


def _refuse_collinear(information: np.ndarray, rows: Rows, names: Sequence[str]) -> None:
    """By Cholesky's factors: what of each covariate those before it leave, among persons at risk together."""
    spread = np.diag(information)
    for name, value in zip(names, spread, strict=True):
        if value <= COLLINEAR * rows.weight[rows.is_event].sum():
            raise ValueError(f"column {name}: does not vary among those at risk at an event")
    correlation = information / np.sqrt(np.outer(spread, spread))
    for place, name in enumerate(names):
        before, own = correlation[:place, :place], correlation[:place, place]
        if 1 - own @ np.linalg.solve(before, own) < COLLINEAR:
            raise ValueError(f"column {name}: collinear with {', '.join(names[:place])}")


def _refuse_no_information(
    information: np.ndarray, information_null: np.ndarray, names: Sequence[str]
) -> None:
    """Where the likelihood only grows, it flattens: next to no information is left in some direction."""
    values, vectors = np.linalg.eigh(information)
    if values[0] <= VANISHED * np.linalg.eigvalsh(information_null)[0]:
        raise _no_maximum(vectors[:, 0], names)


def _uphill(
    now: Likelihood, risk_sets: RiskSets, x: np.ndarray, coefficients: np.ndarray, step: np.ndarray
) -> tuple[Likelihood, np.ndarray]:
    slack = 1e-10 * (1 + abs(now.log_likelihood))
    for _ in range(40):
        new = _likelihood(risk_sets, x, coefficients + step)
        if new.log_likelihood >= now.log_likelihood - slack:
            break
        step = step / 2
    return new, step


def _no_maximum(direction: np.ndarray, names: Sequence[str]) -> ValueError:
    size = np.abs(direction)
    growing = ", ".join(name for name, value in zip(names, size, strict=True) if value > 0.1 * size.max())
    return ValueError(
        f"column {growing}: the likelihood has no maximum, the hazard ratio grows without limit"
        " (at every event, those with it lie at one end of those at risk)"
    )
