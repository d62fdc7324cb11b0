"""truth/comparison.csv: what EX004 against the older inhibitors should come to, and what it naively comes to.

Both arms' survival given age, sex and time since diagnosis is known, so the curves of a group are means of
known curves over that group's persons: no event is drawn. The groups: the treated (`att`), the overlap of the
arms (`overlap`; Li, Morgan and Zaslavsky 2018), both arms together (`ate`). `naive` compares the arms as they
are.
"""

from functools import cache

import numpy as np
import polars as pl

from sample_data.generator import confounding as model
from sample_data.generator.agreement_models import model_of
from sample_data.generator.diagnoses import record
from sample_data.generator.groups import older_inhibitor as group
from sample_data.generator.randomness import stream
from sample_data.generator.recording import complete_to
from sample_data.generator.simulation import Simulated
from sample_data.generator.timeline import last_complete_day
from sample_data.generator.truth import TRUTH_SEED
from sample_data.generator.verdicts import verdicts

VIRTUAL_PERSONS = 100_000
HORIZON_DAYS = 730
LONGEST_DAYS = 2800
COMPARATOR = "older_inhibitor"
COLUMNS = ("agreement_id", "comparator", "measure", "variant", "time_days", "value", "unit")
N_BINS = 300


@cache
def comparison_truth() -> pl.DataFrame:
    """All rows of truth/comparison.csv."""
    drawn = virtual_treated(VIRTUAL_PERSONS)
    hazard = model.relative_hazard(drawn["basic_age"].to_numpy())
    odds = model.odds_of_comparator(*(drawn[name].to_numpy() for name in model.LOG_HAZARD))
    odds = odds / odds.mean() * arm_ratio()
    weights = {
        "att": np.ones(len(odds)),
        "overlap": odds / (1 + odds),
        "ate": 1 + odds,
    }
    rows = _planted_rows()
    for variant, weight in weights.items():
        rows += _contrast(variant, hazard, weight, weight)
    rows += _contrast("naive", hazard, np.ones(len(odds)), odds)
    return pl.DataFrame(
        [(model.AGREEMENT_ID, COMPARATOR, *row) for row in rows],
        schema=dict.fromkeys(COLUMNS, pl.String) | {"time_days": pl.Int64, "value": pl.Float64},
        orient="row",
    ).with_columns(pl.col("value").round(4))


def virtual_treated(n: int) -> pl.DataFrame:
    """Age, sex and time since diagnosis of `n` virtual new starters, those that are recorded as inside."""
    rng = stream(TRUTH_SEED, "comparison_truth")
    start = rng.integers(model_of(model.AGREEMENT_ID).start, complete_to("h_resept") + 1, n)
    kind = np.full(n, model.KIND)
    tumour, event = record(model.AGREEMENT_ID, rng, start, kind)
    treated = pl.DataFrame(
        {"person": np.arange(n), "index_day": start, "kind": kind, "is_registered": [True] * n}
    )
    nothing = tumour.head(0)
    seen = Simulated(treated, nothing, nothing, nothing, tumour, event)
    offset = tumour.join(treated.select("person", "index_day"), on="person").with_columns(
        day=pl.col("day") - pl.col("index_day")
    )
    verdict = verdicts(model_of(model.AGREEMENT_ID), seen)
    return group.candidates(rng, n, offset).rename({"age": "age_years"}).filter(verdict == "inside")


def arm_ratio() -> float:
    """Expected number of comparators to each of the treated: both are of one kind, recorded alike."""
    treated = model_of(model.AGREEMENT_ID)
    share = next(kind.share for kind in treated.groups if kind.name == model.KIND)
    years = (complete_to("h_resept") - treated.start + 1) / 365.25
    comparators = group.PER_YEAR * (group.LAST - group.FIRST + 1) / 365.25
    return comparators / (treated.new_starters_per_year * years * share)


def _planted_rows() -> list[tuple]:
    rows = [("hazard_ratio", "conditional", None, model.HAZARD_RATIO, "ratio")]
    rows += [("log_hazard_ratio", name, None, value, "per unit") for name, value in model.LOG_HAZARD.items()]
    rows += [
        ("log_odds_of_comparator", name, None, value, "per unit")
        for name, value in model.LOG_ODDS_OF_COMPARATOR.items()
    ]
    return rows


def _contrast(
    variant: str, hazard: np.ndarray, of_treated: np.ndarray, of_comparator: np.ndarray
) -> list[tuple]:
    """Restricted means, survival and the hazard ratio without covariates of two weighted groups."""
    treated = mean_survival(hazard, of_treated)
    comparator = mean_survival(hazard / model.HAZARD_RATIO, of_comparator)
    # Survival is in whole days: the area up to the horizon is the sum over the days before it.
    means = [curve[:HORIZON_DAYS].sum() for curve in (treated, comparator)]
    total = (of_treated.sum(), of_comparator.sum())
    return [
        ("restricted_mean_treated", variant, HORIZON_DAYS, means[0], "days"),
        ("restricted_mean_comparator", variant, HORIZON_DAYS, means[1], "days"),
        ("restricted_mean_difference", variant, HORIZON_DAYS, means[0] - means[1], "days"),
        ("survival_treated", variant, HORIZON_DAYS, treated[HORIZON_DAYS], "probability"),
        ("survival_comparator", variant, HORIZON_DAYS, comparator[HORIZON_DAYS], "probability"),
        ("hazard_ratio", variant, None, marginal_hazard_ratio(treated, comparator, total), "ratio"),
    ]


def mean_survival(hazard: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Share alive after 0, 1, … days among persons of these relative hazards, weighted."""
    total, edges = np.histogram(np.log(hazard), N_BINS, weights=weight)
    middle, _ = np.histogram(np.log(hazard), edges, weights=weight * hazard)
    baseline = model.baseline_hazard(np.arange(LONGEST_DAYS))
    baseline[0] = 0.0
    share = total > 0
    return np.exp(-np.outer(baseline, middle[share] / total[share])) @ (total[share] / total.sum())


def marginal_hazard_ratio(treated: np.ndarray, comparator: np.ndarray, total: tuple[float, float]) -> float:
    """What Cox regression on the arm alone tends to, given how long each arm can be followed."""
    known = last_complete_day("folkeregisteret")
    days = np.arange(LONGEST_DAYS)
    start = model_of(model.AGREEMENT_ID).start
    treated_followed = _share_followed(days, known - complete_to("h_resept"), known - start)
    shares = (1 - group.SHARE_WITH_LOOK_BACK, group.SHARE_WITH_LOOK_BACK)
    early = _share_followed(days, known - group.FULL_LOOK_BACK, known - group.FIRST)
    late = _share_followed(days, known - group.LAST, known - group.FULL_LOOK_BACK)
    comparator_followed = shares[0] * early + shares[1] * late
    at_risk = [total[0] * treated * treated_followed, total[1] * comparator * comparator_followed]
    dead = [
        total[arm] * -np.diff(curve, append=curve[-1]) * followed
        for arm, (curve, followed) in enumerate(
            [(treated, treated_followed), (comparator, comparator_followed)]
        )
    ]
    low, high = 0.05, 5.0
    for _ in range(60):
        ratio = (low * high) ** 0.5
        share = at_risk[0] * ratio / np.maximum(at_risk[0] * ratio + at_risk[1], 1e-12)
        low, high = (ratio, high) if (dead[0] - (dead[0] + dead[1]) * share).sum() > 0 else (low, ratio)
    return ratio


def _share_followed(days: np.ndarray, shortest: int, longest: int) -> np.ndarray:
    """Share still followed where starts are spread evenly and the last day known is one for all."""
    return np.clip((longest - days) / max(1, longest - shortest), 0.0, 1.0)
