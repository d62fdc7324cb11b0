"""The maximum of a concave likelihood by Newton's method with halved steps, or plain words why there is none.

For regression on standardised covariates: steps and tolerances are in standard deviations, without units.
Three things have no answer and are refused with the name of the column: a covariate that does not vary, one
that those before it determine, and a likelihood that only grows (separation).
"""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import numpy as np

MAXIMUM_STEPS = 30
MAXIMUM_HALVINGS = 20
SMALL_STEP = 1e-8  # In standard deviations of the covariate; the next error is of the order of its square.
COLLINEAR = 1e-9  # Share of a covariate's variance that the covariates before it leave unexplained.


class NoMaximum(ValueError):
    """The likelihood only grows; `columns` are those along which it does."""

    def __init__(self, columns: Sequence[str], what_grows: str) -> None:
        super().__init__(f"column {', '.join(columns)}: the likelihood has no maximum, {what_grows}")
        self.columns = tuple(columns)


class Likelihood(Protocol):
    """A likelihood at one value of the coefficients."""

    log_likelihood: float

    def score(self) -> np.ndarray:
        """(p,), first derivatives of the log-likelihood."""

    def information(self) -> np.ndarray:
        """(p, p), minus the second derivatives."""


SomeLikelihood = TypeVar("SomeLikelihood", bound=Likelihood)


def standardised(
    values: np.ndarray, weight: np.ndarray, names: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """(n, p) covariates with mean 0 and standard deviation 1 under `weight`, and (p,) the deviations before.

    ValueError for a column that does not vary.
    """
    centred = values - np.average(values, axis=0, weights=weight)
    scale = np.sqrt(np.average(centred**2, axis=0, weights=weight))
    for name, spread, size in zip(names, scale, np.abs(values).max(axis=0), strict=True):
        if spread <= 1e-12 * size:
            raise ValueError(f"column {name}: does not vary")
    return centred / scale, scale


def refuse_collinear(information: np.ndarray, names: Sequence[str]) -> None:
    """ValueError for the first covariate of which those before it leave nothing, by Cholesky's factors."""
    spread = np.diag(information)
    correlation = information / np.sqrt(np.outer(spread, spread))
    for place, name in enumerate(names):
        before, own = correlation[:place, :place], correlation[:place, place]
        if 1 - own @ np.linalg.solve(before, own) < COLLINEAR:
            raise ValueError(f"column {name}: collinear with {', '.join(names[:place])}")


def maximise(
    at: Callable[[np.ndarray], SomeLikelihood], names: Sequence[str | None], what_grows: str
) -> tuple[np.ndarray, SomeLikelihood, SomeLikelihood]:
    """Coefficients (one per name; None: of no column) at the maximum, the likelihood there, and that at zero.

    `at` gives the likelihood at some coefficients, with a log-likelihood of minus infinity where numbers
    overflow. NoMaximum with `what_grows` and the columns in question where there is none.
    """
    coefficients = np.zeros(len(names))
    now = null = at(coefficients)
    information = now.information()
    step = np.ones(len(names))
    for _ in range(MAXIMUM_STEPS):
        try:
            step = np.linalg.solve(information, now.score())
        except np.linalg.LinAlgError:  # Nothing is left of the information.
            break
        found = _uphill(at, now, coefficients, step)
        if found is None:
            break
        coefficients, now = found
        information = now.information()
        # The whole step, not what was taken of it: halving at the edge of what can be computed is no arrival.
        if np.abs(step).max() <= SMALL_STEP:
            return coefficients, now, null
    raise _no_maximum(step, names, what_grows)


def _uphill(
    at: Callable[[np.ndarray], SomeLikelihood],
    now: SomeLikelihood,
    coefficients: np.ndarray,
    step: np.ndarray,
) -> tuple[np.ndarray, SomeLikelihood] | None:
    """Where the step, its half, its quarter … first leads to no lower likelihood; None if none does."""
    slack = 1e-10 * (1 + abs(now.log_likelihood))
    for halved in range(MAXIMUM_HALVINGS):
        new = at(coefficients + step / 2**halved)
        if new.log_likelihood >= now.log_likelihood - slack:
            return coefficients + step / 2**halved, new
    return None


def _no_maximum(direction: np.ndarray, names: Sequence[str | None], what_grows: str) -> NoMaximum:
    size = np.abs(direction)
    is_growing = size > 0.1 * size.max()
    growing = [name for name, is_one in zip(names, is_growing, strict=True) if is_one and name]
    return NoMaximum(growing, what_grows)
