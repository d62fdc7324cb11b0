"""How often 95 % intervals hold the truth, over 10,000 replicates of 200 and of 20 patients.

Deaths follow a Weibull law; everybody started within four years before one day on which follow-up ends.
With 200 patients survival is asked where it lies between 0.1 and 0.95 and where 20 are expected to be at
risk, once in all replicates and once in those in which 20 are. The second chooses replicates by how their
patients fared, so where hardly 20 are expected it covers more often than the method does. Of the median
an open limit holds everything beyond it. The Monte-Carlo error of a share near 0.95 is 0.002. Nothing is
tuned to these numbers: with 20 patients they are what they are.
"""

import numpy as np
import polars as pl

from pipelines.methods.survival import restricted_mean, survival_at, survival_quantile
from tests.bench.simulated import REPLICATES, Weibull, censored, coverage, share_followed_beyond

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
LEAST_AT_RISK = 20


def measure() -> list[tuple]:
    """Rows for HEADINGS."""
    return [(name, n, *row) for name, law in LAWS.items() for n in (200, 20) for row in _of(law, n)]


def _of(law: Weibull, n: int) -> list[tuple]:
    random = np.random.default_rng(20261121)
    at, medians, means = [], [], []
    for _ in range(REPLICATES // BATCH):
        frame = censored(random, law.draw(random, BATCH * n), n)
        at.append(survival_at(frame, TIMES_DAYS))
        medians.append(survival_quantile(frame, 0.5))
        means.append(restricted_mean(frame, TAU_DAYS))
    survival = pl.concat(at).drop_nulls("survival")
    rows = [row for time in TIMES_DAYS for row in _at_time(survival.filter(time=time), time, law, n)]
    rows.append(_row("median", pl.concat(medians), law.median_days()))
    mean = pl.concat(means).drop_nulls("estimate")
    return [*rows, _row(f"restricted mean to {TAU_DAYS:.0f} days", mean, law.restricted_mean_days(TAU_DAYS))]


def _at_time(found: pl.DataFrame, time_days: int, law: Weibull, n: int) -> list[tuple]:
    truth = law.survival(time_days)
    expected_at_risk = n * truth * share_followed_beyond(time_days)
    if not 0.1 < truth < 0.95 or (n == 200 and expected_at_risk < LEAST_AT_RISK):
        return []
    # At S = 1 and 0 log-log limits do not exist: such a replicate is a miss.
    shown = found.with_columns(
        lower=pl.col("lower").fill_null(pl.col("survival")),
        upper=pl.col("upper").fill_null(pl.col("survival")),
    )
    enough = shown.filter(pl.col("n_risk") >= LEAST_AT_RISK)
    chosen = [_row(f"survival at {time_days} days, 20 at risk", enough, truth)] if n == 200 else []
    return [_row(f"survival at {time_days} days", shown, truth), *chosen]


def _row(what: str, found: pl.DataFrame, truth: float) -> tuple:
    return what, found.height, coverage(found, truth), truth
