"""Patients a year and patients to expect."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from pipelines.agreements.outcomes import Fact
from pipelines.readiness.accrual import (
    Expected,
    Rate,
    expected_from_history,
    expected_from_rate,
    expected_patients,
    rate_from_history,
    rates,
    rates_from_facts,
)
from tests.unit.readiness.invented_facts import PAST


def test_a_rate_has_exact_limits():
    """Limits of a count of 10 in printed tables (Garwood 1936): 4.795 and 18.390."""
    rate = rate_from_history(10, 4.0)
    assert (rate.low * 4, rate.mid, rate.high * 4) == pytest.approx((4.795, 2.5, 18.390), abs=5e-4)


def test_nobody_seen_is_not_a_rate_of_nothing():
    """The upper limit of a count of 0 is minus the logarithm of 0.025: 3.689."""
    rate = rate_from_history(0, 4.0)
    assert (rate.low, rate.mid, rate.high * 4) == pytest.approx((0, 0, 3.689), abs=5e-4)


def test_the_next_count_is_within_its_limits_95_times_of_100():
    draws = np.random.default_rng(1)
    pace, years_seen, years_planned = 6.0, 4.0, 3.0
    hits = 0
    seen_and_coming = draws.poisson((pace * years_seen, pace * years_planned), (2000, 2))
    for seen, coming in seen_and_coming:
        limits = expected_from_history(int(seen), years_seen, years_planned)
        hits += limits.low <= coming <= limits.high
    assert hits / 2000 == pytest.approx(0.96, abs=0.02)


@pytest.mark.parametrize(("n_seen", "tail"), [(0, 0.975), (10, 0.025), (10, 0.975)])
def test_the_next_count_is_a_poisson_count_whose_pace_has_jeffreys_prior(n_seen, tail):
    """Its distribution by numerical integration: Poisson over the gamma (n + 1/2, 4 years) of the pace."""
    from scipy.integrate import quad
    from scipy.stats import gamma, poisson

    def below(count: int) -> float:
        pace = gamma(n_seen + 0.5, scale=1 / 4)
        return quad(lambda a_year: poisson.cdf(count, 3 * a_year) * pace.pdf(a_year), 0, 30, limit=500)[0]

    limits = expected_from_history(n_seen, 4.0, 3.0)
    found = limits.low if tail < 0.5 else limits.high
    assert found == next(count for count in range(100) if below(count) >= tail)


def test_no_time_gives_no_patients():
    assert expected_from_history(50, 4.0, -0.5).high == 0
    assert expected_from_rate(Rate("given", 1, 2, 3), -1, 0.5).high == 0


def test_a_stated_rate_is_multiplied():
    expected = expected_from_rate(Rate("given", 10, 20, 40), 3, 0.5)
    assert (expected.low, expected.mid, expected.high) == (15, 30, 60)


def test_upper_figures_are_said_to_be_upper_figures():
    assert Rate("candidates", 1, 2, 3).is_upper_figure
    assert not rate_from_history(10, 4.0).is_upper_figure


def fact(unit: str, **numbers: float) -> Fact:
    text = {"english": "Patients", "norwegian": "Pasienter"}
    return Fact.model_validate(
        {"id": "patients", "description": text, "unit": {"english": unit, "norwegian": "x"}, "source": "S"}
        | {name: Decimal(str(number)) for name, number in numbers.items()}
    )


@pytest.mark.parametrize(
    ("unit", "numbers", "expected"),
    [
        ("patients a year", {"value": 50}, (50, 50, 50)),
        ("patients per year", {"lower": 5, "upper": 10}, (5, 7.5, 10)),
        ("patients in 10 to 15 years", {"lower": 12, "upper": 15}, (0.8, 1.08, 1.5)),
        ("patients in 5 years", {"value": 20}, (4, 4, 4)),
    ],
)
def test_facts_whose_unit_says_patients_and_years_are_upper_figures(unit, numbers, expected):
    (rate,) = rates_from_facts([fact(unit, **numbers)])
    assert (rate.low, rate.mid, rate.high) == pytest.approx(expected)
    assert rate.is_upper_figure


def test_other_facts_say_nothing_of_the_number():
    assert rates_from_facts([fact("patients", value=5), fact("NOK", value=5), fact("cycles", value=2)]) == []


def test_a_stated_figure_goes_first_then_history_then_the_lowest_upper_figure():
    given = Rate("given", 1, 2, 3)
    facts = [fact("patients a year", value=50), fact("patients a year", value=20)]
    assert [rate.origin for rate in rates(PAST, 2.0, facts, given)][:2] == ["given", "history"]
    unused = replace(PAST, treated={}, cohorts={}, candidates={"inside": 30})
    assert [round(rate.mid) for rate in rates(unused, 2.0, facts, None)] == [20, 15, 50]
    assert rates(replace(unused, has_disease_criterion=False), 2.0, [], None)[0].origin == "nobody"


def test_history_of_each_group_is_its_own():
    expected = expected_patients(rates(PAST, 2.0, [], None)[0], PAST, 2.0, 1.0, True)
    assert (expected["all_treated"].mid, expected["inside"].mid) == (25, 20)


def test_nobody_is_expected_inside_where_nobody_can_be_shown_to_be():
    rate = rates(PAST, 2.0, [], None)[0]
    assert expected_patients(rate, PAST, 2.0, 1.0, False)["inside"] == Expected(0, 0, 0)
    unused = replace(PAST, treated={}, cohorts={}, candidates={})
    stated = expected_patients(Rate("given", 10, 20, 30), unused, 2.0, 3.0, False)
    assert (stated["inside"].high, stated["all_treated"].mid) == (0, 60)


def test_a_stated_figure_is_divided_as_history_shows():
    expected = expected_patients(Rate("given", 10, 20, 30), PAST, 2.0, 1.0, True)
    assert (expected["inside"].mid, expected["inside_or_undetermined"].mid) == (16, 18)


def test_five_treated_make_a_history_and_four_do_not():
    """Untreated candidates count beside those treated who may be inside; they then divide a stated figure."""
    five = replace(
        PAST, treated={"inside": 5}, cohorts=dict.fromkeys(PAST.cohorts, 5), candidates={"inside": 3}
    )
    four = replace(
        five, treated={"inside": 4}, cohorts={"inside": 1, "inside_or_undetermined": 4, "all_treated": 4}
    )
    assert [rate.origin for rate in rates(five, 2.0, [], None)] == ["history", "candidates"]
    assert [(rate.origin, rate.mid) for rate in rates(four, 2.0, [], None)] == [("candidates", 3.5)]
    stated = Rate("given", 10, 20, 30)
    some = replace(five, cohorts={"inside": 1, "inside_or_undetermined": 2, "all_treated": 5})
    assert expected_patients(stated, some, 2.0, 1.0, True)["inside"].mid == 4


@pytest.mark.parametrize(("n_undetermined", "share"), [(3, 0.4), (2, 1.0)])
def test_candidates_divide_a_stated_figure_if_there_are_five_of_them(n_undetermined, share):
    few = replace(PAST, treated={}, cohorts={}, candidates={"inside": 2, "undetermined": n_undetermined})
    assert expected_patients(Rate("given", 10, 20, 30), few, 2.0, 1.0, True)["inside"].mid == 20 * share
