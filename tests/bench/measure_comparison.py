"""Bias of the weighted comparison under a planted confounder, and of the trap of immortal time.

Older patients and men got the old drug more often, and died sooner: the naive comparison is wrong by
construction, by as much as is shown. The weighted one estimates what was planted for the patients it speaks
of (overlap: those who could have got either drug; treated: those who got the new one). Bias is the mean over
replicates less the truth, with its Monte-Carlo standard error.

Immortal time: nobody's death depends on the drug. Patients get it after some waiting, if they live so long.
Counted from the diagnosis, "ever treated" seems to save lives, because they had to live to be treated;
counted from the first dose of either drug, nothing is gained.
"""

import numpy as np
import polars as pl

from pipelines.methods.propensity import comparison_weights
from pipelines.methods.survival import restricted_mean
from pipelines.methods.weighted_contrast import hazard_ratio

TITLE = "Bias of the comparison without randomisation"
HEADINGS = (
    "what",
    "replicates",
    "truth",
    "mean",
    "bias",
    "bias in Monte-Carlo errors",
    "share of the naive bias",
)
REPLICATES, PER_REPLICATE, TAU_DAYS = 2_000, 800, 730.0
TRAPS = 500
EFFECT, PER_DECADE, OF_MEN = np.log(0.7), 0.45, 0.5
BASE_SCALE_DAYS = 900.0
WHOLE = 2.0**20
"""Weights in whole parts of this: the same curve, without the robust variance, which is not read here."""


def measure() -> list[tuple]:
    """Rows for HEADINGS."""
    return [*_confounded(), *_immortal()]


def _persons(random: np.random.Generator, n: int) -> pl.DataFrame:
    age = random.normal(68, 9, n)
    male = random.random(n) < 0.45
    score = 1 / (1 + np.exp(-(0.2 - 0.06 * (age - 68) - 0.5 * (male - 0.45))))
    return pl.DataFrame(
        {
            "age": age,
            "male": male.astype(float),
            "score": score,
            "treated": (random.random(n) < score).astype(int),
        }
    )


def _scale_days(persons: pl.DataFrame, treated: np.ndarray) -> np.ndarray:
    logarithm = (
        EFFECT * treated
        + PER_DECADE * (persons["age"].to_numpy() - 68) / 10
        + OF_MEN * persons["male"].to_numpy()
    )
    return BASE_SCALE_DAYS / np.exp(logarithm)


def _truth(kind: str) -> float:
    """Mean difference within 730 days over the patients that the weights speak of, from the planted model."""
    persons = _persons(np.random.default_rng(7), 2_000_000)
    means = [
        scale * (1 - np.exp(-TAU_DAYS / scale)) for scale in (_scale_days(persons, arm) for arm in (1, 0))
    ]
    score = persons["score"].to_numpy()
    weight = score * (1 - score) if kind == "overlap" else score
    return float(np.average(means[0] - means[1], weights=weight))


def _confounded() -> list[tuple]:
    random = np.random.default_rng(8)
    naive, weighted = [], {"overlap": [], "treated": []}
    for replicate in range(REPLICATES):
        persons = _persons(random, PER_REPLICATE)
        death = random.exponential(_scale_days(persons, persons["treated"].to_numpy()))
        end = random.uniform(TAU_DAYS, 1461, PER_REPLICATE)
        frame = persons.with_columns(time=np.minimum(death, end), event=(death <= end).astype(int))
        named = pl.format("{}/{}", pl.lit(replicate), pl.col("treated"))
        naive.append(frame.select("time", "event", stratum=named))
        for kind, parts in weighted.items():
            with_weights = comparison_weights(frame, ["age", "male"], kind)
            parts.append(
                with_weights.select("time", "event", stratum=named, weight=(pl.col("weight") * WHOLE).round())
            )
    naive_means = _differences(naive)
    rows = []
    for kind, parts in weighted.items():
        truth = _truth(kind)
        naive_bias = float(naive_means.mean() - truth)
        rows.append(
            (f"naive difference of restricted means, against {kind}", *_told(naive_means, truth), 1.0)
        )
        found = _differences(parts)
        rows.append(
            (f"{kind} weights", *_told(found, truth), abs(float(found.mean() - truth)) / abs(naive_bias))
        )
    return rows


def _differences(parts: list[pl.DataFrame]) -> np.ndarray:
    """Treated minus comparators of every replicate, thousands of curves in one pass."""
    means = restricted_mean(pl.concat(parts), TAU_DAYS).with_columns(
        replicate=pl.col("stratum").str.split("/").list.first(),
        arm=pl.col("stratum").str.split("/").list.last(),
    )
    arms = means.pivot(on="arm", index="replicate", values="estimate").drop_nulls()
    return (arms["1"] - arms["0"]).to_numpy()


def _told(found: np.ndarray, truth: float) -> tuple:
    bias = float(found.mean() - truth)
    return len(found), truth, float(found.mean()), bias, bias / float(found.std(ddof=1) / np.sqrt(len(found)))


def _immortal() -> list[tuple]:
    """Hazard ratios, planted at 1 (logarithms averaged)."""
    random = np.random.default_rng(9)
    trap, aligned = [], []
    for _ in range(TRAPS):
        n = 600
        death, end = random.exponential(700, n), random.uniform(730, 1826, n)
        gets_new = random.random(n) < 0.5
        waiting = np.where(gets_new, random.exponential(200, n), random.exponential(30, n))
        followed = np.minimum(death, end)
        starts = waiting < followed
        event = (death <= end).astype(int)
        from_diagnosis = pl.DataFrame(
            {"treated": (starts & gets_new).astype(int), "time": followed, "event": event}
        )
        from_dose = pl.DataFrame(
            {"treated": gets_new.astype(int), "time": followed - waiting, "event": event}
        )
        trap.append(np.log(hazard_ratio(from_diagnosis)["estimate"].item()))
        aligned.append(np.log(hazard_ratio(from_dose.filter(pl.Series(starts)))["estimate"].item()))
    naive_bias = float(np.mean(trap))
    return [
        ("immortal time: log hazard ratio, ever treated, from diagnosis", *_told(np.array(trap), 0.0), 1.0),
        (
            "log hazard ratio from the first dose of either drug",
            *_told(np.array(aligned), 0.0),
            abs(float(np.mean(aligned))) / abs(naive_bias),
        ),
    ]
