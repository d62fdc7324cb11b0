"""How strong a confounder that nobody measured would have to be to explain a hazard ratio away.

All on the scale of risk ratios. Where at most 15 % have the event by the end of follow-up a hazard ratio is
nearly one; where more have, it is converted by (1 - 0.5^√h) / (1 - 0.5^√(1/h)) (VanderWeele & Ding 2017,
table 2).

A confounder that is tied to treatment by at most the risk ratio a, and to the outcome by at most the risk
ratio b, both given the measured covariates, moves a risk ratio by at most the bounding factor
a b / (a + b - 1) (Ding & VanderWeele 2016). The E-value, E = r + √(r (r - 1)) with r the risk ratio turned so
that r >= 1, is the size at which a = b = E could move the risk ratio to 1 (VanderWeele & Ding 2017); anything
weaker could not. It says what it would take, not that there is no such confounder.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

RARE = 0.15
STRENGTHS = (1.25, 1.5, 2.0, 3.0, 5.0)


def e_value(hazard_ratio: float, lower: float, upper: float, share_with_event: float) -> pl.DataFrame:
    """One row: `is_converted, risk_ratio, risk_ratio_lower, risk_ratio_upper, e_value, e_value_limit`.

    `e_value_limit` is that of the limit nearer to 1, and 1 where the interval holds 1. `share_with_event`:
    the share of all compared who had the event by the end of follow-up. ValueError: numbers that are no
    hazard ratio with limits around it, or no share.
    """
    ratios = _risk_ratios(hazard_ratio, lower, upper, share_with_event)
    return pl.DataFrame(
        {
            "is_converted": [share_with_event > RARE],
            "risk_ratio": [ratios[0]],
            "risk_ratio_lower": [ratios[1]],
            "risk_ratio_upper": [ratios[2]],
            "e_value": [_e_value(ratios[0])],
            "e_value_limit": [1.0 if ratios[1] <= 1 <= ratios[2] else _e_value(_nearer_limit(ratios))],
        }
    )


def bias_table(
    hazard_ratio: float,
    lower: float,
    upper: float,
    share_with_event: float,
    strengths: Sequence[float] = STRENGTHS,
) -> pl.DataFrame:
    """What a confounder of given strengths could leave of the estimate, a row per pair of strengths.

    Columns `with_treatment, with_outcome` (risk ratios, from `strengths`, each at least 1),
    `bounding_factor`, `risk_ratio` and `limit` (that nearer to 1), both moved by the factor towards 1, and
    beyond it if the factor is large enough; `could_explain_estimate`, `could_explain_limit`: whether they
    reach 1. ValueError as `e_value`, and for strengths that are none.
    """
    if not all(np.isfinite(strength) and strength >= 1 for strength in strengths):
        raise ValueError("bias_table: strengths are risk ratios of at least 1")
    ratios = _risk_ratios(hazard_ratio, lower, upper, share_with_event)
    estimate, limit = ratios[0], _nearer_limit(ratios)
    direction = 1.0 if estimate >= 1 else -1.0
    rows = []
    for with_treatment in strengths:
        for with_outcome in strengths:
            factor = with_treatment * with_outcome / (with_treatment + with_outcome - 1)
            moved = [float(ratio * factor**-direction) for ratio in (estimate, limit)]
            reached = [direction * np.log(ratio) <= 1e-12 for ratio in moved]
            rows.append((with_treatment, with_outcome, factor, *moved, *map(bool, reached)))
    names = ("with_treatment", "with_outcome", "bounding_factor", "risk_ratio", "limit")
    types = {**dict.fromkeys(names, pl.Float64), "could_explain_estimate": pl.Boolean}
    return pl.DataFrame(rows, schema={**types, "could_explain_limit": pl.Boolean}, orient="row")


def _risk_ratios(hazard_ratio: float, lower: float, upper: float, share_with_event: float) -> np.ndarray:
    ratios = np.array([hazard_ratio, lower, upper], dtype=float)
    if not (np.isfinite(ratios).all() and 0 < lower <= hazard_ratio <= upper):
        raise ValueError("hazard_ratio, lower, upper: finite numbers above 0, the ratio between its limits")
    if not 0 <= share_with_event <= 1:
        raise ValueError("share_with_event: a number between 0 and 1")
    if share_with_event <= RARE:
        return ratios
    return (1 - 0.5 ** np.sqrt(ratios)) / (1 - 0.5 ** np.sqrt(1 / ratios))


def _nearer_limit(ratios: np.ndarray) -> float:
    estimate, lower, upper = ratios
    return float(lower if estimate >= 1 else upper)


def _e_value(ratio: float) -> float:
    turned = max(ratio, 1 / ratio)
    return float(turned + np.sqrt(turned * (turned - 1)))
