"""Logistic regression by maximum likelihood, on arrays: none of the libraries that we rest on has it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from pipelines.methods import newton

NO_LIMIT = "the odds grow without limit (some value of it occurs in only one of the two groups)"


@dataclass(frozen=True)
class _Likelihood:
    x: np.ndarray  # (n, 1 + p), a column of ones first
    outcome: np.ndarray
    weight: np.ndarray
    probability: np.ndarray
    log_likelihood: float

    def score(self) -> np.ndarray:
        return (self.weight * (self.outcome - self.probability)) @ self.x

    def information(self) -> np.ndarray:
        return (self.x.T * (self.weight * self.probability * (1 - self.probability))) @ self.x


def probabilities(
    values: np.ndarray, outcome: np.ndarray, weight: np.ndarray, names: Sequence[str]
) -> np.ndarray:
    """(n,) fitted probabilities of `outcome` (0 or 1) given the (n, p) `values`, intercept included.

    `weight` counts how often a row stands (whole or not). ValueError in words for a column that does not
    vary, is determined by those before it, or separates the groups, so that no finite estimate exists.
    """
    scaled, _ = newton.standardised(values, weight, names)
    newton.refuse_collinear((scaled.T * weight) @ scaled, names)
    x = np.column_stack([np.ones(len(outcome)), scaled])
    sign = np.where(outcome == 1, 1.0, -1.0)

    def at(coefficients: np.ndarray) -> _Likelihood:
        predictor = x @ coefficients
        log_likelihood = -float(weight @ np.logaddexp(0.0, -sign * predictor))
        return _Likelihood(x, outcome, weight, expit(predictor), log_likelihood)

    _, maximum, _ = newton.maximise(at, [None, *names], NO_LIMIT)
    return maximum.probability
