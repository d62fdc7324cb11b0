"""Weights that make treated persons and comparators alike in what was measured, from the propensity score.

The score e is the probability of being treated given the covariates (Rosenbaum & Rubin 1983), by logistic
regression on all of them without interactions. Each kind of weights asks another question:

- `inverse_probability`: what if all, treated and comparators, had been treated, against if none had? Treated
  p / e, comparators (1 - p) / (1 - e), with p the share treated: stabilised (Hernán, Brumback & Robins 2000),
  which changes nothing within an arm and keeps its size, so that a hazard ratio weighs the arms as they are.
- `treated`: what did treatment do for those who had it? Treated 1, comparators e / (1 - e).
- `overlap`: what did it do for those who might have had either? Treated 1 - e, comparators e (Li, Morgan &
  Zaslavsky 2018). Bounded; after it the means of all covariates are exactly equal.

Only measured covariates are balanced; see `balance` for how well and `unmeasured_confounding` for the rest.
Nothing is trimmed: large weights show in the effective sample size.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from pipelines.methods import logistic
from pipelines.methods.design_matrix import Column, columns_of

KINDS = ("inverse_probability", "treated", "overlap")


def comparison_weights(frame: pl.DataFrame, covariates: Sequence[str], kind: str) -> pl.DataFrame:
    """The frame, one row per person with `treated` (0 or 1), with `propensity_score` and `weight` added.

    Covariates are numeric, or categories (see `design_matrix`). ValueError names the column: faulty rows,
    nobody in an arm, covariates that determine each other, and values that occur in one arm only, where there
    is nobody to compare with (separation).
    """
    for name in ("propensity_score", "weight"):
        if name in frame.columns:
            raise ValueError(f"column {name}: already there")
    treated, columns = arms_of(frame), columns_of(frame, covariates)
    persons = np.ones(len(frame))
    score = propensity_score(treated, columns, persons)
    return frame.with_columns(
        propensity_score=pl.Series(score), weight=pl.Series(weights_of(score, treated, persons, kind))
    )


def effective_sample_size(frame: pl.DataFrame) -> pl.DataFrame:
    """How many unweighted persons would tell as much: `treated, n, effective_n, largest_weight` per arm.

    (Σ w)² / Σ w² (Kish 1965) of the column `weight`; `largest_weight` is the largest share of one person in
    the arm's sum of weights.
    """
    checked_weights(frame)
    return (
        frame.group_by(pl.col("treated").cast(pl.Boolean))
        .agg(
            n=pl.len(),
            effective_n=pl.col("weight").sum() ** 2 / (pl.col("weight") ** 2).sum(),
            largest_weight=pl.col("weight").max() / pl.col("weight").sum(),
        )
        .sort("treated", descending=True)
    )


def arms_of(frame: pl.DataFrame) -> np.ndarray:
    """(n,) true for the treated. ValueError if `treated` is not 0 or 1 everywhere, or if an arm is empty."""
    if "treated" not in frame.columns:
        raise ValueError(f"column treated: missing; found {', '.join(frame.columns) or 'no columns'}")
    dtype = frame.schema["treated"]
    if not (dtype.is_numeric() or dtype == pl.Boolean):
        raise ValueError(f"column treated: 0 or 1 was expected, found {dtype}")
    values = frame["treated"].cast(pl.Float64).to_numpy()
    if n_wrong := int((~np.isin(values, (0, 1))).sum()):
        raise ValueError(f"column treated: not 0 or 1 in {n_wrong} rows")
    for arm, who in ((1, "treated"), (0, "a comparator")):
        if not (values == arm).any():
            raise ValueError(f"column treated: nobody is {who}")
    return values == 1


def checked_weights(frame: pl.DataFrame, name: str = "weight") -> np.ndarray:
    """(n,) the column `name`. ValueError: missing, infinite or negative weights, or an arm without weight."""
    if name not in frame.columns:
        raise ValueError(f"column {name}: missing; found {', '.join(frame.columns)}")
    if not frame.schema[name].is_numeric():
        raise ValueError(f"column {name}: a number was expected, found {frame.schema[name]}")
    weight = frame[name].cast(pl.Float64).to_numpy()
    if n_wrong := int((~(np.isfinite(weight) & (weight >= 0))).sum()):
        raise ValueError(f"column {name}: missing, infinite or negative in {n_wrong} rows")
    treated = arms_of(frame)
    for arm, who in ((1, "the treated"), (0, "the comparators")):
        if not weight[treated == arm].any():
            raise ValueError(f"column {name}: zero for all of {who}")
    return weight


def propensity_score(treated: np.ndarray, columns: Sequence[Column], persons: np.ndarray) -> np.ndarray:
    """(n,) fitted probability of treatment of rows that each stand for so many `persons` (more than none).

    A column that does not vary tells nobody from anybody and is left out.
    """
    used = [column for column in columns if not column.is_reference and np.ptp(column.values) > 0]
    values = np.array([column.values for column in used]).reshape(len(used), len(treated)).T
    return logistic.probabilities(values, treated.astype(float), persons, [column.name for column in used])


def weights_of(score: np.ndarray, treated: np.ndarray, persons: np.ndarray, kind: str) -> np.ndarray:
    """(n,) weight of each person by the `kind` of question (see above)."""
    if kind == "inverse_probability":
        share = np.average(treated, weights=persons)
        return np.where(treated, share / score, (1 - share) / (1 - score))
    if kind == "treated":
        return np.where(treated, 1.0, score / (1 - score))
    if kind != "overlap":
        raise ValueError(f"kind must be one of {', '.join(KINDS)}")
    return np.where(treated, 1 - score, score)
