"""The planted comparison of EX004: survival depends on age, sex and time since diagnosis, in both arms alike.

Given these three the hazard is proportional: h(t | x) = h0(t) exp(b'x), times 1 / HAZARD_RATIO under an older
inhibitor. Those who got an older one are a tilted draw of the same persons: their density is that of the
treated times exp(a'x), so that a logistic model of the arm on x is right, and comparing without it is wrong.

The treated keep the survival they were drawn with. Their ages are drawn given that survival, and the baseline
hazard is the one under which everybody's survival together is still the planted Weibull (Laplace transform of
exp(b'x); Hougaard 1984). Men and persons long ill are of such an age that their survival together is that of
the others: what the registers can say of a person stays unrelated to the outcome.
"""

from functools import cache

import numpy as np
import polars as pl

from sample_data.generator.agreement_models import model_of

AGREEMENT_ID, KIND = "EX004", "egfr_metastatic"
HAZARD_RATIO = 0.70  # of the agreement's drug against an older inhibitor, given x
LOG_HAZARD = {"age_years": 0.05, "is_man": 0.25, "years_since_diagnosis": -0.15}
LOG_ODDS_OF_COMPARATOR = {"age_years": 0.05, "is_man": 0.5, "years_since_diagnosis": 0.4}
MEN_SHARE = 0.38
# Age less what sex and time since diagnosis add to it; its part of the hazard is all of it.
BASIC_AGE_YEARS = (32.0, 70.0, 88.0)
CENTRE_YEARS = 65.0
USUAL_YEARS_SINCE_DIAGNOSIS = 60 / 365.25  # of those whose tumour no register holds
AGE_STEPS = 400


def age_years(basic_age: np.ndarray, is_man: np.ndarray, years_since_diagnosis: np.ndarray) -> np.ndarray:
    """Age at the first dose: men are younger, persons long ill older, by as much as evens out the hazard."""
    per_year = LOG_HAZARD["age_years"]
    return (
        basic_age
        - (LOG_HAZARD["is_man"] * is_man + LOG_HAZARD["years_since_diagnosis"] * years_since_diagnosis)
        / per_year
    )


def basic_ages(share: np.ndarray) -> np.ndarray:
    """Quantiles of the triangular distribution of basic ages, in years."""
    low, mode, high = BASIC_AGE_YEARS
    rising = low + np.sqrt(share * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - share) * (high - low) * (high - mode))
    return np.where(share < (mode - low) / (high - low), rising, falling)


def relative_hazard(basic_age: np.ndarray) -> np.ndarray:
    """exp(b'x), centred: sex and time since diagnosis are in the age already."""
    return np.exp(LOG_HAZARD["age_years"] * (basic_age - CENTRE_YEARS))


def odds_of_comparator(age: np.ndarray, is_man: np.ndarray, years_since_diagnosis: np.ndarray) -> np.ndarray:
    """exp(a'x), centred at a woman of 65 just diagnosed; how much likelier an older inhibitor is."""
    log_odds = LOG_ODDS_OF_COMPARATOR
    return np.exp(
        log_odds["age_years"] * (age - CENTRE_YEARS)
        + log_odds["is_man"] * is_man
        + log_odds["years_since_diagnosis"] * years_since_diagnosis
    )


@cache
def _mean_survival() -> tuple[np.ndarray, np.ndarray]:
    """Log cumulative baseline hazard, and log of minus log of the survival of everybody together."""
    hazards = relative_hazard(basic_ages((np.arange(AGE_STEPS) + 0.5) / AGE_STEPS))
    log_baseline = np.linspace(-12.0, 7.0, 4000)
    survival = np.exp(-np.exp(log_baseline)[:, None] * hazards[None, :]).mean(axis=1)
    return log_baseline, np.log(-np.log(survival))


def _weibull() -> tuple[float, float]:
    group = next(group for group in model_of(AGREEMENT_ID).groups if group.name == KIND)
    return group.survival_shape, group.survival_median_days / np.log(2.0) ** (1.0 / group.survival_shape)


def baseline_hazard(days: np.ndarray) -> np.ndarray:
    """Cumulative baseline hazard at `days` under the agreement's drug, at relative hazard 1."""
    shape, scale = _weibull()
    log_baseline, log_mean = _mean_survival()
    return np.exp(np.interp(shape * np.log(np.maximum(days, 1e-3) / scale), log_mean, log_baseline))


def ages_given_survival(rng, survival_days, is_man, years_since_diagnosis) -> np.ndarray:
    """Age in years of each treated person, drawn given how long the person lives."""
    hazards = relative_hazard(basic_ages((np.arange(AGE_STEPS) + 0.5) / AGE_STEPS))
    died_at = baseline_hazard(np.asarray(survival_days) - 0.5)
    weight = hazards[None, :] * np.exp(-died_at[:, None] * hazards[None, :])
    cumulative = np.cumsum(weight, axis=1) / weight.sum(axis=1, keepdims=True)
    step = (cumulative < rng.random(len(died_at))[:, None]).sum(axis=1)
    basic = basic_ages((np.minimum(step, AGE_STEPS - 1) + rng.random(len(died_at))) / AGE_STEPS)
    return age_years(basic, is_man, years_since_diagnosis)


def comparator_survival_days(rng, basic_age: np.ndarray) -> np.ndarray:
    """Whole days, at least 1, that persons on an older inhibitor live."""
    shape, scale = _weibull()
    log_baseline, log_mean = _mean_survival()
    at_death = rng.exponential(1.0, len(basic_age)) * HAZARD_RATIO / relative_hazard(basic_age)
    log_time = np.interp(np.log(at_death), log_baseline, log_mean) / shape
    return np.maximum(1, np.ceil(scale * np.exp(log_time))).astype(np.int64)


def with_planted_ages(rng, person: pl.DataFrame, tumour: pl.DataFrame) -> pl.DataFrame:
    """`person` (`person, kind, is_woman, origin_day, survival_days, birth_day`) with new days of birth.

    Only for the kind that the comparison is about; everybody else, and everything else, stays as it was.
    """
    diagnosed = tumour.filter(pl.col("tumour") == 1).select("person", diagnosed="day")
    joined = person.join(diagnosed, on="person", how="left", maintain_order="left")
    years = (joined["origin_day"] - joined["diagnosed"]).cast(pl.Float64) / 365.25
    age = ages_given_survival(
        rng,
        person["survival_days"].to_numpy(),
        (~person["is_woman"]).to_numpy(),
        years.fill_null(USUAL_YEARS_SINCE_DIAGNOSIS).to_numpy(),
    )
    born = pl.col("origin_day") - pl.Series(np.floor(age * 365.25).astype(np.int64))
    return person.with_columns(
        birth_day=pl.when(pl.col("kind") == KIND).then(born).otherwise(pl.col("birth_day"))
    )
