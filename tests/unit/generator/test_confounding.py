"""The planted comparison: proportional hazards given three covariates, and everybody together as before."""

from functools import cache

import numpy as np
import polars as pl
import pytest
from scipy.stats import kstest

from sample_data.generator import confounding
from sample_data.generator.agreement_models import model_of
from sample_data.generator.comparison_truth import comparison_truth, virtual_treated
from sample_data.generator.groups.older_inhibitor import KIND, index_days, tilted
from sample_data.generator.timeline import last_complete_day
from sample_data.generator.truth import agreement_truth
from sample_data.generator.world import build_world

COVARIATES = list(confounding.LOG_HAZARD)


@cache
def persons() -> pl.DataFrame:
    """Treated and comparators of a large world as a register shows them: covariates, time and death."""
    world = build_world(8.0, 31, 0.0)
    diagnosed = world.tumour.filter(pl.col("tumour") == 1).select("person", diagnosed="day")
    is_comparator = pl.col("kind") == KIND
    is_treated = (pl.col("kind") == confounding.KIND) & pl.col("is_new_starter")
    born = pl.date("birth_year", "birth_month", 15).cast(pl.Int32)
    followed = last_complete_day("folkeregisteret") - pl.col("origin_day")
    return (
        world.person.filter(is_comparator | is_treated)
        .join(diagnosed, on="person")
        .with_columns(
            is_comparator=is_comparator,
            age_years=(pl.col("origin_day") - born) / 365.25,
            is_man=(~pl.col("is_woman")).cast(pl.Float64),
            years_since_diagnosis=(pl.col("origin_day") - pl.col("diagnosed")) / 365.25,
            time=pl.min_horizontal("survival_days", followed),
            is_dead=pl.col("survival_days") <= followed,
        )
        .filter(pl.col("time") > 0)
    )


def relative_hazard(frame: pl.DataFrame) -> np.ndarray:
    planted = sum(pl.col(name) * value for name, value in confounding.LOG_HAZARD.items())
    centre = confounding.LOG_HAZARD["age_years"] * confounding.CENTRE_YEARS
    return np.exp(frame.select(planted - centre).to_series().to_numpy())


def deaths_to_expected(frame: pl.DataFrame, hazard: np.ndarray) -> tuple[float, float]:
    """Deaths seen over those the baseline expects, and the standard error of that ratio."""
    expected = confounding.baseline_hazard(frame["time"].to_numpy() - 0.5) * hazard
    deaths = frame["is_dead"].sum()
    return deaths / expected.sum(), deaths**0.5 / expected.sum()


@pytest.mark.parametrize("days", [1, 30, 365, 760, 2000])
def test_survival_of_everybody_together_is_the_planted_weibull(days):
    basic = confounding.basic_ages((np.arange(20_000) + 0.5) / 20_000)
    hazard = confounding.baseline_hazard(np.array([days])) * confounding.relative_hazard(basic)
    group = model_of("EX004").groups[0]
    scale = group.survival_median_days / np.log(2) ** (1 / group.survival_shape)
    assert np.exp(-hazard).mean() == pytest.approx(
        np.exp(-((days / scale) ** group.survival_shape)), abs=2e-5
    )


def test_ages_drawn_given_survival_make_the_hazard_proportional():
    """The cumulative hazard at death is exponential, whatever the covariates (Cox and Snell 1968)."""
    rng = np.random.default_rng(3)
    group, n = model_of("EX004").groups[0], 40_000
    scale = group.survival_median_days / np.log(2) ** (1 / group.survival_shape)
    # In tenths of days: the rounding to whole days is not what is looked at here.
    survival = scale * rng.exponential(1.0, n) ** (1 / group.survival_shape)
    is_man, years = rng.random(n) < 0.38, rng.uniform(0, 3, n)
    age = confounding.ages_given_survival(rng, survival + 0.5, is_man, years)
    frame = pl.DataFrame({"age_years": age, "is_man": is_man.astype(float), "years_since_diagnosis": years})
    at_death = confounding.baseline_hazard(survival) * relative_hazard(frame)
    for part in (is_man, ~is_man, years > 2, age > 75, age < 50):
        assert kstest(at_death[part], "expon").pvalue > 1e-3
    assert abs(np.corrcoef(is_man, survival)[0, 1]) < 4 / n**0.5


def test_the_world_has_the_planted_hazards_in_both_arms():
    for is_comparator, ratio in ((False, 1.0), (True, 1 / confounding.HAZARD_RATIO)):
        arm = persons().filter(pl.col("is_comparator") == is_comparator)
        found, error = deaths_to_expected(arm, relative_hazard(arm))
        assert found == pytest.approx(ratio, abs=4 * error)
        for part in (pl.col("is_man") == 1, pl.col("age_years") > 72, pl.col("years_since_diagnosis") > 1):
            of_part = arm.filter(part)
            found, error = deaths_to_expected(of_part, relative_hazard(of_part))
            assert found == pytest.approx(ratio, abs=4 * error)


def test_the_arms_differ_in_every_covariate_and_without_them_the_answer_is_wrong():
    means = persons().group_by("is_comparator").agg(pl.col(COVARIATES).mean()).sort("is_comparator")
    treated, comparator = means.select(COVARIATES).rows()
    assert (
        comparator[0] - treated[0] > 5
        and comparator[1] - treated[1] > 0.03
        and comparator[2] > 1.5 * treated[2]
    )
    arms = persons().partition_by("is_comparator", as_dict=True)
    mean = relative_hazard(arms[(False,)]).mean()
    crude = [
        deaths_to_expected(arms[(side,)], np.full(arms[(side,)].height, mean))[0] for side in (False, True)
    ]
    assert crude[0] / crude[1] < 0.9 * confounding.HAZARD_RATIO


def test_the_arm_is_a_logistic_model_of_the_covariates():
    """Maximum likelihood by Newton's method finds the planted log odds."""
    rng = np.random.default_rng(4)
    comparator, _, _ = tilted(rng, 20_000)
    treated = virtual_treated(40_000)
    # Both as the registers hold them at the first dose; only the treated are seen through the criteria.
    comparator = comparator.rename({"age": "age_years"})
    near = pl.col("years_since_diagnosis") < 0.3  # here the criteria say nothing about either
    x = np.vstack(
        [frame.filter(near).select(COVARIATES).to_numpy().astype(float) for frame in (treated, comparator)]
    )
    is_comparator = np.repeat([0.0, 1.0], [treated.filter(near).height, comparator.filter(near).height])
    design = np.column_stack([np.ones(len(x)), x[:, :2]])
    beta = np.zeros(3)
    for _ in range(25):
        probability = 1 / (1 + np.exp(-design @ beta))
        information = design.T @ (design * (probability * (1 - probability))[:, None])
        beta = beta + np.linalg.solve(information, design.T @ (is_comparator - probability))
    error = np.sqrt(np.diag(np.linalg.inv(information)))
    planted = confounding.LOG_ODDS_OF_COMPARATOR
    assert beta[1] == pytest.approx(planted["age_years"], abs=4 * error[1])
    assert beta[2] == pytest.approx(planted["is_man"], abs=4 * error[2])


def truth(measure: str, variant: str) -> float:
    return comparison_truth().filter(measure=measure, variant=variant)["value"].item()


def test_the_true_difference_is_what_many_persons_would_show():
    rng = np.random.default_rng(5)
    drawn, _, _ = tilted(rng, 40_000)
    lived = np.minimum(confounding.comparator_survival_days(rng, drawn["basic_age"].to_numpy()), 730)
    # The tilted draw holds those the criteria cannot tell of too; they are longer ill, not longer alive.
    assert lived.mean() == pytest.approx(
        truth("restricted_mean_comparator", "naive"), abs=4 * lived.std() / 200 + 1
    )
    basic = virtual_treated(60_000)["basic_age"].to_numpy()
    for_treated = np.minimum(confounding.comparator_survival_days(rng, basic), 730)
    error = for_treated.std() / len(basic) ** 0.5
    assert for_treated.mean() == pytest.approx(truth("restricted_mean_comparator", "att"), abs=4 * error)


def test_the_treated_arm_of_the_comparison_is_the_cohort_of_the_agreement():
    alive = agreement_truth().filter(
        agreement_id="EX004", cohort="inside", measure="overall_survival", time_days=730
    )["value"]
    assert truth("survival_treated", "att") == pytest.approx(alive.item(), abs=0.015)


def test_the_naive_answer_is_far_from_every_true_one():
    naive = truth("restricted_mean_difference", "naive")
    for variant in ("att", "overlap", "ate"):
        assert naive > 1.5 * truth("restricted_mean_difference", variant)
        # A marginal ratio lies nearer one than that of persons alike: it is not collapsible.
        assert confounding.HAZARD_RATIO < truth("hazard_ratio", variant) < 0.76
    assert truth("hazard_ratio", "naive") < 0.6


def test_starts_of_the_comparator_lie_in_its_three_years():
    days = index_days(np.random.default_rng(1), 5000)
    assert pl.Series(days).cast(pl.Date).dt.year().unique().sort().to_list() == [2019, 2020, 2021]
