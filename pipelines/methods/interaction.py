"""Does a comparison differ between levels of a subgroup? The test of interaction, not two tests side by side.

That one level's interval holds 1 and another's does not says nothing about a difference between them (Altman
& Bland, BMJ 2003;326:219). Compared are the levels' hazard ratios themselves:

    Q = Σ (b − b̄)² / s²     b: logarithm of a level's hazard ratio, s: its standard error, b̄: their mean
                             weighted by 1 / s² (Cochran 1954); chi-squared, one degree less than levels

For two levels Q is the square of their difference over its standard error.
"""

import numpy as np
import polars as pl
from scipy.stats import chi2

from pipelines.methods.weighted_contrast import hazard_ratio

FEWEST_EVENTS = 10
"""In each group of each level; with fewer no level is compared."""

RESULT = {
    "level": pl.String, "n_treated": pl.Int64, "n_comparators": pl.Int64, "fewest_events": pl.Int64,
    "hazard_ratio": pl.Float64, "lower": pl.Float64, "upper": pl.Float64,
    "n_levels": pl.Int64, "chi_square": pl.Float64, "degrees_of_freedom": pl.Int64, "p_value": pl.Float64,
}  # fmt: skip


def hazard_ratios_by_level(frame: pl.DataFrame) -> pl.DataFrame:
    """Weighted hazard ratio of treated against comparators in every level, and the test of interaction.

    `frame`: one row per person with `treated` (0 or 1), `time`, `event` (0 or 1), `level`, and `weight`,
    taken as known. Columns RESULT, a row per level in order; the test stands on each. Ratios and test are
    missing unless every group of every level has ten events, and the test where there is one level.
    ValueError: faulty rows.
    """
    rows = [_of_level(str(level), rows) for (level,), rows in frame.group_by("level", maintain_order=True)]
    found = pl.DataFrame(rows, schema=RESULT | {"std_err": pl.Float64}, orient="row").sort("level")
    if found.is_empty() or found["fewest_events"].min() < FEWEST_EVENTS:
        nothing = [pl.lit(None, dtype=pl.Float64).alias(name) for name in ("hazard_ratio", "lower", "upper")]
        return found.with_columns(*nothing, n_levels=pl.len().cast(pl.Int64)).select(list(RESULT))
    logarithm, inverse = np.log(found["hazard_ratio"].to_numpy()), 1 / found["std_err"].to_numpy() ** 2
    statistic = float((inverse * (logarithm - np.average(logarithm, weights=inverse)) ** 2).sum())
    degrees = len(found) - 1
    tested = {
        "n_levels": len(found),
        "chi_square": statistic if degrees else None,
        "degrees_of_freedom": degrees or None,
        "p_value": float(chi2.sf(statistic, degrees)) if degrees else None,
    }
    columns = [pl.lit(value, dtype=RESULT[name]).alias(name) for name, value in tested.items()]
    return found.with_columns(columns).select(list(RESULT))


def _of_level(level: str, rows: pl.DataFrame) -> dict:
    events = [int(rows.filter(treated=arm)["event"].sum()) for arm in (0, 1)]
    told = {
        "level": level,
        "n_treated": rows.filter(treated=1).height,
        "n_comparators": rows.filter(treated=0).height,
        "fewest_events": min(events),
    }
    if min(events) < FEWEST_EVENTS:
        return told
    ratio = hazard_ratio(rows.drop("level")).row(0, named=True)
    return told | {"hazard_ratio": ratio["estimate"]} | {k: ratio[k] for k in ("lower", "upper", "std_err")}
