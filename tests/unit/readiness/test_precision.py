"""Interval widths and chances of a verdict, against what can be worked out by hand."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from pipelines.methods.proportion import exact_interval
from pipelines.readiness.precision import CostHistory, Precision, Question, Setting, UnderTruth, forecast

SURVIVAL = Question(
    "survival", "overall_survival", "kaplan_meier", "inside", 365, "probability",
    0.6, None, None, "at_least", 0.05, None,
)  # fmt: skip
MEDIAN = replace(
    SURVIVAL, measure="overall_survival_median", time_days=None, unit="days", value=300, margin=30
)
SHARE = replace(SURVIVAL, measure="share_inside", variant="new_starters", unit="share", time_days=None)
COUNT = replace(SURVIVAL, measure="number_treated", variant="new_starters", unit="persons", time_days=None,
                value=100, rule="at_most", margin=20)  # fmt: skip
COST = replace(SURVIVAL, measure="mean_drug_cost", variant="bang_tsiatis", unit="NOK", value=500_000,
               rule="at_most", margin=50_000)  # fmt: skip
THREE_YEARS = Setting(n_expected=200, accrual_days=1000, known_to_days=1060, plan_days=1095)
EVERYBODY_FOLLOWED = Setting(n_expected=200, accrual_days=1, known_to_days=2000, plan_days=1095)


def under(answer: Precision, name: str) -> UnderTruth:
    return next(item for item in answer.under if item.truth.name == name)


def test_without_censoring_survival_is_as_wide_as_a_share():
    """Two standard errors of a share either way: 2 × 1.96 × √(0.6 × 0.4 / 200)."""
    width = under(forecast(SURVIVAL, EVERYBODY_FOLLOWED), "as_assumed").width
    assert width == pytest.approx(2 * 1.96 * np.sqrt(0.6 * 0.4 / 200), rel=0.05)


def test_four_times_the_patients_halve_the_width():
    few = under(forecast(SURVIVAL, THREE_YEARS), "as_assumed").width
    many = under(forecast(SURVIVAL, replace(THREE_YEARS, n_expected=800)), "as_assumed").width
    assert few / many == pytest.approx(2, rel=0.1)


def test_late_registers_make_it_wider():
    late = replace(THREE_YEARS, known_to_days=500)
    assert under(forecast(SURVIVAL, late), "as_assumed").width > 1.1 * under(
        forecast(SURVIVAL, THREE_YEARS), "as_assumed"
    ).width  # fmt: skip


def test_the_chance_of_each_verdict_follows_the_truth():
    answer = forecast(replace(SURVIVAL, margin=0.1), replace(THREE_YEARS, n_expected=2000))
    assert under(answer, "as_assumed").holds > 0.9
    assert under(answer, "clearly_higher").holds > 0.99
    assert under(answer, "clearly_lower").fails > 0.8
    assert answer.best_decided == max(item.decided for item in answer.under)


def test_the_rule_is_rarely_decided_the_wrong_way():
    """A truth exactly on the limit of the rule is taken for either side about once in forty."""
    on_the_limit = replace(SURVIVAL, value=0.6, margin=0.0)
    answer = under(forecast(on_the_limit, replace(THREE_YEARS, n_expected=400)), "as_assumed")
    assert answer.holds < 0.06 and answer.fails < 0.06


def test_a_median_that_follow_up_does_not_reach_has_no_upper_limit():
    answer = forecast(MEDIAN, replace(THREE_YEARS, accrual_days=200, known_to_days=320))
    assert under(answer, "clearly_higher").open_share > 0.9
    assert under(answer, "clearly_higher").fails == 0


def test_the_width_of_a_median_is_that_of_large_samples():
    """The standard error of a median is that of the survival there over the density: 0.5 / √n / (h / 2)."""
    hazard = np.log(2) / 300
    expected = 2 * 1.96 * (0.5 / np.sqrt(800)) / (hazard / 2)
    answer = forecast(MEDIAN, replace(EVERYBODY_FOLLOWED, n_expected=800))
    assert under(answer, "as_assumed").width == pytest.approx(expected, rel=0.1)


def test_a_risk_that_rises_makes_a_median_narrower_and_keeps_its_place():
    rising = replace(EVERYBODY_FOLLOWED, n_expected=800, shape=2.0)
    constant = replace(EVERYBODY_FOLLOWED, n_expected=800)
    widths = [under(forecast(MEDIAN, setting), "as_assumed").width for setting in (rising, constant)]
    assert widths[0] / widths[1] == pytest.approx(0.5, rel=0.1)
    wide = replace(MEDIAN, rule="equal_within", margin=60)
    assert under(forecast(wide, rising), "as_assumed").holds > 0.99


@pytest.mark.parametrize(("value", "shape"), [(0.6, 2.0), (0.6, 0.5), (0.95, 1.0)])
def test_survival_at_the_time_is_the_supposed_one_whatever_the_shape(value, shape):
    narrow = replace(SURVIVAL, value=value, rule="equal_within", margin=0.04)
    many = replace(EVERYBODY_FOLLOWED, n_expected=5000, shape=shape)
    assert under(forecast(narrow, many), "as_assumed").holds > 0.95


def test_a_threshold_stands_in_place_of_the_assumed_value():
    threshold = replace(SURVIVAL, threshold=0.3)
    assert under(forecast(threshold, THREE_YEARS), "as_assumed").holds == 1


def test_a_share_has_the_exact_interval():
    answer = under(forecast(SHARE, THREE_YEARS), "as_assumed")
    lower, upper = exact_interval(120, 200)
    assert answer.width == pytest.approx(upper - lower, rel=0.05)


def test_the_undetermined_can_keep_a_share_from_ever_being_decided():
    answer = forecast(replace(SHARE, value=0.8, margin=0.1), replace(THREE_YEARS, share_undetermined=0.3))
    assert answer.best_decided < 0.05
    assert forecast(replace(SHARE, value=0.8, margin=0.1), THREE_YEARS).best_decided > 0.9


def test_the_undetermined_may_also_belong_outside():
    outside = replace(SHARE, measure="share_outside", value=0.1, rule="at_most", margin=0.1)
    assert forecast(outside, replace(THREE_YEARS, share_undetermined=0.3)).best_decided < 0.05
    assert forecast(outside, THREE_YEARS).best_decided > 0.9


def test_a_share_with_its_undetermined_allocated_is_not_widened():
    worst = replace(SHARE, variant="worst_case", value=0.8, margin=0.1)
    assert forecast(worst, replace(THREE_YEARS, share_undetermined=0.3)).best_decided > 0.9


def test_a_count_can_be_too_high_but_never_surely_low_enough():
    answer = forecast(COUNT, THREE_YEARS)
    assert [item.holds for item in answer.under] == [0, 0, 0]
    assert under(answer, "clearly_higher").fails > 0.9
    assert all(item.width is None for item in answer.under)


def test_a_count_is_counted_to_the_last_delivery_only():
    early = replace(THREE_YEARS, accrual_days=400)
    assert under(forecast(COUNT, early), "clearly_higher").fails == 0


def cost_history(n_donors: int = 60) -> CostHistory:
    draws = np.random.default_rng(3)
    amounts = draws.gamma(4, 100_000, n_donors)
    return CostHistory(
        pl.DataFrame({"donor": np.arange(n_donors), "days_from_index": 0, "cost_nok": amounts}),
        pl.DataFrame({"donor": np.arange(n_donors), "follow_up_days": np.full(n_donors, 365.0)}),
        365,
    )


def test_cost_is_as_spread_as_in_the_history():
    history = cost_history()
    spread = history.costs["cost_nok"].std() / history.costs["cost_nok"].mean()
    answer = under(forecast(COST, EVERYBODY_FOLLOWED, history), "as_assumed")
    assert answer.width == pytest.approx(2 * 1.97 * 500_000 * spread / np.sqrt(200), rel=0.1)


def test_cost_of_those_not_followed_to_the_end_is_less_sure():
    """Evenly over 730 days, half are known for a year, and the cost comes at the end of it: √2 as wide."""
    history = cost_history()
    history = replace(history, costs=history.costs.with_columns(days_from_index=pl.lit(364)))
    half_known = replace(EVERYBODY_FOLLOWED, accrual_days=730, known_to_days=730)
    widths = [
        under(forecast(COST, setting, history), "as_assumed").width
        for setting in (half_known, EVERYBODY_FOLLOWED)
    ]
    assert widths[0] / widths[1] == pytest.approx(np.sqrt(2), rel=0.1)


def test_who_starts_after_the_last_day_known_counts_for_nothing():
    """Of 400 over 800 days, the 200 of the last 400 days are not seen at all."""
    late = replace(EVERYBODY_FOLLOWED, n_expected=400, accrual_days=800, known_to_days=400)
    seen = replace(EVERYBODY_FOLLOWED, n_expected=200, accrual_days=400, known_to_days=400)
    widths = [under(forecast(COST, setting, cost_history()), "as_assumed").width for setting in (late, seen)]
    assert widths[0] / widths[1] == pytest.approx(1, rel=0.1)


def test_what_patients_report_is_not_simulated():
    change = replace(SURVIVAL, measure="prom_change", variant="qlq_ql", unit="points", value=-5.0)
    index = replace(change, measure="eq5d_index_mean", variant="eq5d_index", unit="index", value=0.7)
    assert [forecast(question, THREE_YEARS).reason for question in (change, index)] == ["not_simulated"] * 2


def test_cost_without_a_history_is_not_guessed():
    assert forecast(COST, THREE_YEARS).reason == "no_cost_history"


def test_nobody_to_expect_is_said():
    assert forecast(SURVIVAL, replace(THREE_YEARS, n_expected=0.0)).reason == "no_patients"
    assert forecast(SURVIVAL, replace(THREE_YEARS, known_to_days=-10.0)).reason == "no_patients"
    assert forecast(SURVIVAL, replace(THREE_YEARS, n_expected=0.0)).best_decided == 0


@pytest.mark.parametrize("question", [SURVIVAL, MEDIAN, SHARE, COUNT])
def test_half_a_patient_decides_nothing_and_breaks_nothing(question):
    answer = forecast(question, replace(THREE_YEARS, n_expected=0.5))
    assert answer.reason is None
    assert len(answer.under) == 3


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_an_assumption_at_the_end_of_the_scale_can_be_tried(value):
    assert len(forecast(replace(SURVIVAL, value=value), THREE_YEARS).under) == 3
    assert len(forecast(replace(SHARE, value=value), THREE_YEARS).under) == 3


def test_the_same_question_has_the_same_answer():
    assert forecast(SURVIVAL, THREE_YEARS) == forecast(SURVIVAL, THREE_YEARS)
