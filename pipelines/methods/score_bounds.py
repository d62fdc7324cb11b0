"""How few and how many persons a mean score can be of, as it is told: by its step, and by its limits.

Means are told no finer than one person weighs, so a step says that they are at least so many; and of many
persons limits cannot lie far apart, because nobody scores outside the scale.
"""

from functools import cache

import numpy as np
from scipy.stats import t

from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.precision import PROBABILITY_STEPS, SCORE_RANGES

MOST = 100_000
"""More persons than any agreement has."""
SLACK = 1e-9
LOWEST = {"points": 0.0, "index": -1.0}
HIGHEST = {"points": 100.0, "index": 1.0}
"""Where the scales end; the index of some states worse than death is below zero."""


def persons_of_mean(
    mean: float, limits: tuple[float | None, float | None], step: float, unit: str, is_change: bool = False
) -> tuple[int, float]:
    """Fewest and most persons that a mean with these limits, told in such steps, can be of."""
    of_step = {round(SCORE_RANGES[unit] * one, 6): fewest for fewest, one in PROBABILITY_STEPS.items()}
    fewest = of_step.get(round(step, 6), THRESHOLD)
    lower, upper = limits
    if lower is None or upper is None:
        return fewest, np.inf
    lowest, highest = LOWEST[unit], HIGHEST[unit]
    if is_change:
        lowest, highest = lowest - highest, highest - lowest
    # Scores spread most when everybody is at one end of the scale or the other.
    middle = float(np.clip((lowest + highest) / 2, mean - step / 2, mean + step / 2))
    spread = np.sqrt(max(0.0, (middle - lowest) * (highest - middle)))
    possible = np.flatnonzero(_widest() * spread >= (upper - lower - step) / 2 - SLACK) + 2
    most = int(possible.max(initial=fewest))
    return fewest, most if most < MOST else np.inf


@cache
def _widest() -> np.ndarray:
    """Half the distance of the limits of two and more persons, half with a score of −1 and half of 1."""
    n = np.arange(2, MOST + 1)
    return t.ppf(0.975, n - 1) / np.sqrt(n - 1)
