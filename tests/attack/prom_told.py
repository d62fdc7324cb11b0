"""How many persons a share or a mean is of, as far as its digits and limits tell.

A share with exact limits is of one number only. A mean of scores in whole steps is a whole sum over the
number of persons, and its limits give the sum of squares, whole as well: told to all digits, hardly two
numbers of persons fit. Told in steps, what remains is that nobody scores outside the scale, and the fewest
persons who are told in such steps.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.stats import t

from pipelines.methods.precision import PROBABILITY_STEPS, SCORE_RANGES
from pipelines.methods.prom_terms import INDEX
from pipelines.methods.proportion import exact_interval

MOST = 500
"""More persons than any study has."""
DIGITS = 1e-11
"""How exactly a number that is not rounded is told."""
GRAIN = {"eq5d_index": 0.005, "eq_vas": 1.0, "qlq_ql": 100 / 12}
"""Scores of a scale are whole multiples of this: those of the index by the agreement's tariff."""
SQUARES = 1e-10
"""How exactly the sum of squares follows from digits told."""
UNIT = {INDEX: "index"}
RANGE = {"eq5d_index": (-1.0, 1.0), "eq_vas": (0.0, 100.0), "qlq_ql": (0.0, 100.0)}


@dataclass(frozen=True)
class Told:
    """A number that has left, its limits, and the step it was rounded to, if it was."""

    estimate: float
    lower: float | None
    upper: float | None
    rounded_to: float | None = None

    @property
    def half(self) -> float:
        """How far from what is told the truth can be."""
        return self.rounded_to / 2 + DIGITS if self.rounded_to else DIGITS


def persons_of_share(share: Told) -> list[tuple[int, int]]:
    """Every (n, of them with the property) that gives what is told."""
    n, x, lower, upper = _shares()
    fits = np.abs(x / n - share.estimate) <= share.half
    for limit, told in ((lower, share.lower), (upper, share.upper)):
        if told is not None:
            fits &= np.abs(limit - told) <= share.half
    return list(zip(n[fits].tolist(), x[fits].tolist(), strict=True))


def persons_of_mean(mean: Told, scale: str, is_change: bool = False) -> list[int]:
    """Every number of persons whose scores can have the mean and limits that are told."""
    grain = GRAIN[scale]
    lowest, highest = RANGE[scale]
    if is_change:
        lowest, highest = lowest - highest, highest - lowest
    n = np.arange(_fewest(mean.rounded_to, scale), MOST + 1)
    least, most = mean.estimate - mean.half, mean.estimate + mean.half
    fits = np.floor(most * n / grain) >= np.ceil(least * n / grain)
    if mean.lower is None or mean.upper is None:
        return [int(one) for one in n[fits]]
    to_deviation = np.sqrt(n) / t.ppf(0.975, n - 1)
    width = (mean.upper - mean.lower) / 2
    narrow, wide = np.maximum(0, width - mean.half) * to_deviation, (width + mean.half) * to_deviation
    # The scores spread most when everybody is at one end of the scale or the other.
    middle = np.clip((lowest + highest) / 2, least, most)
    fits &= narrow**2 <= (middle - lowest) * (highest - middle) * n / (n - 1) + DIGITS
    sums = np.round(mean.estimate * n / grain)
    squares = [(n - 1) * (sd / grain) ** 2 + sums**2 / n for sd in (narrow, wide)]
    slack = SQUARES * np.maximum(1, squares[1])
    if mean.rounded_to is None:
        fits &= np.floor(squares[1] + slack) >= np.ceil(squares[0] - slack)
    return [int(one) for one in n[fits]]


def _fewest(step: float | None, scale: str) -> int:
    """The fewest persons whose means are told in such steps."""
    of_one = None if step is None else round(step / SCORE_RANGES[UNIT.get(scale, "points")], 6)
    fewest = [n for n, of_n in PROBABILITY_STEPS.items() if of_n == of_one]
    return max(2, *fewest) if fewest else 2


@cache
def _shares() -> tuple[np.ndarray, ...]:
    pairs = np.array([(n, x) for n in range(1, MOST + 1) for x in range(n + 1)])
    n, x = pairs.T
    return n, x, *exact_interval(x, n)
