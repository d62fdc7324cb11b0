"""How often other 95 % intervals hold the truth: reported as they are.

Deaths of the same law and follow-up as for survival, in two groups of which one has half the hazard, and with
a second cause that competes. Cox's model and the differences compare two groups of the size given. Fewer
replicates where each takes its own fit: the Monte-Carlo error of a share near 0.95 is 0.002 with 10,000 and
0.005 with 2,000.
"""

import numpy as np
import polars as pl
from scipy.stats import norm

from pipelines.methods.survival import cox, incidence_at, restricted_mean, survival_quantile
from tests.bench.simulated import FIRST_END_DAYS, LAST_END_DAYS, REPLICATES, Weibull, censored, coverage

TITLE = "Coverage of other limits"
HEADINGS = ("what", "patients", "replicates counted", "coverage", "truth")
LAW, HALF = Weibull(1.0, 790.0), Weibull(1.0, 1580.0)
SECOND_CAUSE_SCALE_DAYS = 1200.0
AT_DAYS, TAU_DAYS = 365, 730.0
BATCH, FITS = 2_000, 2_000


def measure() -> list[tuple]:
    """Rows for HEADINGS."""
    return [
        row for n in (200, 20) for row in (*_incidence(n), _difference(n), _follow_up(n), _hazard_ratio(n))
    ]


def _incidence(n: int) -> list[tuple]:
    """Two constant hazards: the incidence of a cause is its share of all events by then."""
    random = np.random.default_rng(1)
    hazards = np.array([1 / LAW.scale_days, 1 / SECOND_CAUSE_SCALE_DAYS])
    parts = []
    for _ in range(REPLICATES // BATCH):
        event_days = random.exponential(1 / hazards.sum(), BATCH * n)
        cause = np.where(random.random(BATCH * n) < hazards[0] / hazards.sum(), 1, 2)
        frame = censored(random, event_days, n)
        frame = frame.with_columns(event=pl.Series(np.where(frame["event"].to_numpy() == 1, cause, 0)))
        parts.append(incidence_at(frame, AT_DAYS).drop_nulls("incidence"))
    found = pl.concat(parts)
    return [
        (
            f"cumulative incidence at {AT_DAYS} days, cause {place + 1} (log limits)",
            n,
            (of := found.filter(pl.col("cause") == place + 1)).height,
            coverage(of, truth),
            truth,
        )
        for place, truth in enumerate(hazards / hazards.sum() * (1 - np.exp(-hazards.sum() * AT_DAYS)))
    ]


def _difference(n: int) -> tuple:
    random = np.random.default_rng(2)
    truth = HALF.restricted_mean_days(TAU_DAYS) - LAW.restricted_mean_days(TAU_DAYS)
    parts = []
    for _ in range(REPLICATES // BATCH):
        slow, fast = (
            restricted_mean(censored(random, law.draw(random, BATCH * n), n), TAU_DAYS) for law in (HALF, LAW)
        )
        joined = slow.join(fast, on="stratum", suffix="_fast").drop_nulls(["estimate", "estimate_fast"])
        estimate = pl.col("estimate") - pl.col("estimate_fast")
        half_width = norm.ppf(0.975) * (pl.col("std_err") ** 2 + pl.col("std_err_fast") ** 2).sqrt()
        parts.append(joined.select(lower=estimate - half_width, upper=estimate + half_width))
    found = pl.concat(parts)
    return (
        f"difference of restricted means to {TAU_DAYS:.0f} days",
        n,
        found.height,
        coverage(found, truth),
        truth,
    )


def _follow_up(n: int) -> tuple:
    """Median follow-up: censoring is the event. It is even between one and five years."""
    random = np.random.default_rng(3)
    truth = (FIRST_END_DAYS + LAST_END_DAYS) / 2
    found = pl.concat(
        survival_quantile(
            censored(random, LAW.draw(random, BATCH * n), n).with_columns(event=1 - pl.col("event")), 0.5
        )
        for _ in range(REPLICATES // BATCH)
    )
    return "median follow-up", n, found.height, coverage(found, truth), truth


def _hazard_ratio(n: int) -> tuple:
    random = np.random.default_rng(4)
    found = []
    for _ in range(FITS):
        parts = [censored(random, law.draw(random, n), n) for law in (HALF, LAW)]
        frame = pl.concat(parts).with_columns(stratum=pl.lit(0), treated=pl.Series([1.0] * n + [0.0] * n))
        try:
            found.append(cox(frame, ["treated"]).select("lower", "upper"))
        except ValueError:  # no event in an arm: there is no hazard ratio to cover
            continue
    limits = pl.concat(found)
    return "hazard ratio (Cox, Efron)", n, limits.height, coverage(limits, 0.5), 0.5
