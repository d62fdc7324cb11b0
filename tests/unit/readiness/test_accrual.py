"""Patients a year and patients to expect."""

import numpy as np
import pytest

from pipelines.readiness.accrual import Rate, expected_from_history, expected_from_rate, rate_from_history


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


def test_no_time_gives_no_patients():
    assert expected_from_history(50, 4.0, -0.5).high == 0
    assert expected_from_rate(Rate("given", 1, 2, 3), -1, 0.5).high == 0


def test_a_stated_rate_is_multiplied():
    expected = expected_from_rate(Rate("given", 10, 20, 40), 3, 0.5)
    assert (expected.low, expected.mid, expected.high) == (15, 30, 60)


def test_upper_figures_are_said_to_be_upper_figures():
    assert Rate("candidates", 1, 2, 3).is_upper_figure
    assert not rate_from_history(10, 4.0).is_upper_figure
