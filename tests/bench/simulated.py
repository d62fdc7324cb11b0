"""Patients drawn from known survival: what simulations of this folder share.

Deaths are exponential or Weibull; patients start evenly over four years and are followed to one common day,
so censoring is even between one and five years after the first dose, as in an agreement.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

REPLICATES = 10_000
FIRST_END_DAYS, LAST_END_DAYS = 365.0, 1826.0


@dataclass(frozen=True)
class Weibull:
    """Survival exp(−(t / scale)^shape)."""

    shape: float
    scale_days: float

    def survival(self, time_days: float) -> float:
        return float(np.exp(-((time_days / self.scale_days) ** self.shape)))

    def median_days(self) -> float:
        return float(self.scale_days * np.log(2) ** (1 / self.shape))

    def restricted_mean_days(self, tau_days: float) -> float:
        grid = np.linspace(0, tau_days, 20_001)
        return float(np.trapezoid(np.exp(-((grid / self.scale_days) ** self.shape)), grid))

    def draw(self, random: np.random.Generator, size: int) -> np.ndarray:
        return self.scale_days * random.weibull(self.shape, size)


def censored(random: np.random.Generator, death_days: np.ndarray, n: int) -> pl.DataFrame:
    """Replicates of `n` patients as `stratum, time, event`: one stratum for each replicate."""
    end_days = random.uniform(FIRST_END_DAYS, LAST_END_DAYS, len(death_days))
    return pl.DataFrame(
        {
            "stratum": np.repeat(np.arange(len(death_days) // n), n),
            "time": np.minimum(death_days, end_days),
            "event": (death_days <= end_days).astype(np.int32),
        }
    )


def coverage(found: pl.DataFrame, truth: float, lower: str = "lower", upper: str = "upper") -> float:
    """Share of rows whose limits hold the truth; a limit that is not reached is open."""
    holds = (pl.col(lower) <= truth).fill_null(True) & (pl.col(upper) >= truth).fill_null(True)
    return float(found.select(holds.mean()).item())


def share_followed_beyond(time_days: float) -> float:
    """Share of patients whose follow-up could have lasted longer than this."""
    return float(np.clip((LAST_END_DAYS - time_days) / (LAST_END_DAYS - FIRST_END_DAYS), 0, 1))
