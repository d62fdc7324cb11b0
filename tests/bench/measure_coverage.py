"""How often 95 % intervals hold the truth, over 10,000 replicates of 200 and of 20 patients with known
survival.

Deaths follow a Weibull law; everybody started within four years before one day on which follow-up ends.
Limits of survival are counted where survival lies between 0.1 and 0.95 and at least so many are at risk; of
the median an open limit holds everything beyond it. The Monte-Carlo error of a share near 0.95 is 0.002.
Nothing is tuned to these numbers: with 20 patients they are what they are.
"""

import numpy as np
import polars as pl

from pipelines.methods.survival import restricted_mean, survival_at, survival_quantile
from tests.bench.simulated import REPLICATES, Weibull, censored, coverage

TITLE = "Coverage of survival limits"
HEADINGS = ("law", "patients", "what", "replicates counted", "coverage", "truth")
LAWS = {
    "constant hazard": Weibull(1.0, 790.0),
    "falling hazard": Weibull(0.7, 700.0),
    "rising hazard": Weibull(1.5, 900.0),
}
TIMES_DAYS = (91, 183, 365, 548, 730, 1095)
TAU_DAYS = 730.0
BATCH = 2_000
LEAST_AT_RISK = {200: 20, 20: 1}


def measure() -> list[tuple]:
    """Rows for HEADINGS."""
    return [row for name, law in LAWS.items() for n in (200, 20) for row in _of(name, law, n)]


def _of(name: str, law: Weibull, n: int) -> list[tuple]:
    random = np.random.default_rng(20261121)
    at, medians, means = [], [], []
    for _ in range(REPLICATES // BATCH):
        frame = censored(random, law.draw(random, BATCH * n), n)
        at.append(survival_at(frame, TIMES_DAYS))
        medians.append(survival_quantile(frame, 0.5))
        means.append(restricted_mean(frame, TAU_DAYS))
    rows = []
    for time in TIMES_DAYS:
        truth = law.survival(time)
        if not 0.1 < truth < 0.95:
            continue
        asked = pl.concat(at).filter(
            (pl.col("time") == time)
            & (pl.col("n_risk") >= LEAST_AT_RISK[n])
            & pl.col("survival").is_not_null()
        )
        # At S = 1 and 0 log-log limits do not exist: such a replicate is a miss unless it is exactly right.
        shown = asked.with_columns(
            pl.col("lower").fill_null(pl.col("survival")), pl.col("upper").fill_null(pl.col("survival"))
        )
        rows.append(
            (
                name,
                n,
                f"survival at {time} days, ≥ {LEAST_AT_RISK[n]} at risk",
                asked.height,
                coverage(shown, truth),
                truth,
            )
        )
    median = pl.concat(medians)
    rows.append((name, n, "median", median.height, coverage(median, law.median_days()), law.median_days()))
    mean = pl.concat(means).drop_nulls("estimate")
    truth = law.restricted_mean_days(TAU_DAYS)
    rows.append(
        (name, n, f"restricted mean to {TAU_DAYS:.0f} days", mean.height, coverage(mean, truth), truth)
    )
    return rows
