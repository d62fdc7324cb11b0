"""How the risk of an event changes with time, read off the survival that history shows."""

from collections.abc import Mapping

import numpy as np

from pipelines.readiness.history import Seen

FEWEST_FOR_SHAPE = 20
"""Patients of the history, below which a constant risk is assumed."""
LOWEST, HIGHEST = 0.5, 3.0


def weibull_shape(estimates: Mapping[tuple, Seen], measure: str, variant: str, cohort: str) -> float:
    """Shape of the Weibull through the survival at the times of the catalogue and the median.

    Of a Weibull, log(-log S) is a line over log t whose slope is the shape: the line of least squares
    through the points there are. 1 (constant risk) where there are fewer than two.
    """
    base = measure.removesuffix("_median")
    points = [
        (time, seen.value)
        for (name, of, group, time), seen in estimates.items()
        if (name, of, group) == (base, variant, cohort) and time is not None and _is_usable(seen)
    ]
    median = estimates.get((f"{base}_median", variant, cohort, None))
    if median is not None and _is_usable(median):
        points.append((median.value, 0.5))
    inside = [(time, survival) for time, survival in points if 0 < survival < 1 and time > 0]
    if len({time for time, _ in inside}) < 2:
        return 1.0
    times, survival = np.array(inside, dtype=float).T
    slope = np.polyfit(np.log(times), np.log(-np.log(survival)), 1)[0]
    return float(np.clip(slope, LOWEST, HIGHEST))


def _is_usable(seen: Seen) -> bool:
    return seen.value is not None and seen.n >= FEWEST_FOR_SHAPE
