"""The partial likelihood of Cox's model and its maximum, on the arrays of `cox_risk_sets`.

Source: Cox 1972; ties by Efron 1977 or Breslow 1974, with weights as R's `survival` (Therneau & Grambsch
2000, chapters 3 and 7). Covariates are standardised inside, so tolerances have no units.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.methods import newton
from pipelines.methods.cox_risk_sets import RiskSets, Rows

# Sums over risk sets are differences of running sums; a smaller share of them than this is mostly rounding.
SMALLEST_SHARE = 1e-9
NO_LIMIT = (
    "the hazard ratio grows without limit or beyond what can be computed"
    " (at every event, those with it lie at one end of those at risk)"
)


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
    x, scale = newton.standardised(rows.covariates, rows.weight, names)
    information = _likelihood(risk_sets, x, np.zeros(len(names))).information()
    for name, spread in zip(names, np.diag(information), strict=True):
        if spread <= newton.COLLINEAR * rows.weight[rows.is_event].sum():
            raise ValueError(f"column {name}: does not vary among those at risk at an event")
    newton.refuse_collinear(information, names)
    coefficients, now, null = newton.maximise(
        lambda coefficients: _likelihood(risk_sets, x, coefficients), names, NO_LIMIT
    )
    covariance = np.linalg.inv(now.information())
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
    # A step so far that numbers overflow or drown in rounding is none: it counts as downhill.
    with np.errstate(all="ignore"):
        risk = np.exp(predictor)
        weighted = rows.weight * risk
        sums = np.column_stack([weighted, weighted[:, None] * x])
        gone = risk_sets.fraction[:, None] * risk_sets.event_sums(sums[events])[moment]
        at_risk = risk_sets.at_risk(sums)[moment] - gone
        log_likelihood = rows.weight[events] @ predictor[events]
        log_likelihood -= risk_sets.event_weight @ np.log(at_risk[:, 0])
        is_number = (at_risk[:, 0] >= SMALLEST_SHARE * weighted.sum()).all() and np.isfinite(log_likelihood)
        hazard, mean = risk_sets.event_weight / at_risk[:, 0], at_risk[:, 1:] / at_risk[:, :1]
    return Likelihood(risk_sets, x, risk, hazard, mean, float(log_likelihood) if is_number else -np.inf)
