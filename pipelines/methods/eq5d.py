"""EQ-5D-5L: the index of a health state by a named tariff (value set), given as a table.

A tariff is `term, level, decrement`. For each of the five dimensions it has a decrement for levels 1 to 5;
terms without a level are optional: `full_health`, the value that decrements are taken from (1 if left out),
`any_problem`, taken once if any dimension is above level 1, and `any_severe`, taken once if any dimension is
at level 4 or 5 (the N45 of some value sets). The form is additive, as in the published value sets for
EQ-5D-5L (Devlin, Parkin & Janssen 2020, Methods for Analysing and Reporting EQ-5D Data, chapter 2); the
numbers are the user's.
"""

import numpy as np
import polars as pl

from schemas.reference.eq5d_tariff import DIMENSIONS

LEVELS = (1, 2, 3, 4, 5)
SEVERE = 4
CONSTANTS = {"full_health": 1.0, "any_problem": 0.0, "any_severe": 0.0}
"""Terms without a level, and their values where a tariff leaves them out."""

TERMS = (*DIMENSIONS, *CONSTANTS)


def eq5d_index(states: pl.DataFrame, tariff: pl.DataFrame) -> pl.Series:
    """The index of every row of `states`, which has the columns in DIMENSIONS (levels 1 to 5).

    A state with a missing dimension has no index: missing. ValueError if a level is not 1 to 5, or if the
    tariff lacks a level, names one twice or holds anything else than its terms.
    """
    decrements, constants = _checked(tariff)
    levels = np.column_stack([_levels(states, dimension) for dimension in DIMENSIONS])
    place = np.where(np.isnan(levels), 1, levels).astype(int) - 1
    taken = decrements[np.arange(len(DIMENSIONS)), place].sum(axis=1)
    index = constants["full_health"] - taken
    index -= np.where((place > 0).any(axis=1), constants["any_problem"], 0.0)
    index -= np.where((place >= SEVERE - 1).any(axis=1), constants["any_severe"], 0.0)
    is_complete = ~np.isnan(levels).any(axis=1)
    return pl.Series("eq5d_index", np.where(is_complete, index, np.nan)).fill_nan(None)


def _checked(tariff: pl.DataFrame) -> tuple[np.ndarray, dict[str, float]]:
    """Decrements as dimensions by levels, and the constants."""
    given: dict[tuple[str, int | None], float] = {}
    strangers = twice = empty = 0
    for term, level, decrement in tariff.select("term", "level", "decrement").iter_rows():
        key = (term, level)
        known = level is None if term in CONSTANTS else term in DIMENSIONS and level in LEVELS
        strangers += not known
        twice += key in given
        is_number = decrement is not None and np.isfinite(float(decrement))
        empty += not is_number
        given[key] = float(decrement) if is_number else np.nan
    if strangers:
        raise ValueError(f"tariff: {strangers} rows are no dimension with a level 1 to 5 and no known term")
    if twice:
        raise ValueError(f"tariff: {twice} rows repeat a term and level")
    if empty:
        raise ValueError(f"decrement: {empty} rows of the tariff have no number")
    missing = [f"{name} {level}" for name in DIMENSIONS for level in LEVELS if (name, level) not in given]
    if missing:
        raise ValueError(f"tariff: no decrement for {', '.join(missing)}")
    decrements = np.array([[given[(name, level)] for level in LEVELS] for name in DIMENSIONS])
    return decrements, {name: given.get((name, None), usual) for name, usual in CONSTANTS.items()}


def _levels(states: pl.DataFrame, dimension: str) -> np.ndarray:
    if dimension not in states.columns:
        raise ValueError(f"{dimension}: the column is missing")
    values = states[dimension].cast(pl.Float64).to_numpy()
    n_wrong = int((~np.isnan(values) & ~np.isin(values, LEVELS)).sum())
    if n_wrong:
        raise ValueError(f"{dimension}: {n_wrong} rows are not a level from 1 to 5")
    return values
