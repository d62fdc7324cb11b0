"""How much more follow-up would decide: the factor of information, and the days until it is there."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.methods.further_follow_up import days_until, information_needed
from pipelines.methods.verdict import verdict


def assumption(**values) -> pl.DataFrame:
    row = {"observed": 0.60, "observed_lower": 0.50, "observed_upper": 0.70, "assumed": 0.55, "margin": 0.0}
    row |= dict.fromkeys(["assumed_lower", "assumed_upper", "threshold"]) | {"rule": "at_least"} | values
    row = {"certain_lower": row["observed"], "certain_upper": row["observed"]} | row
    schema = {name: pl.String if name == "rule" else pl.Float64 for name in row}
    return pl.DataFrame([row], schema=schema)


def factor(**values) -> float | None:
    return information_needed(assumption(**values)).item()


def test_twice_as_far_from_the_margin_as_the_interval_allows_needs_four_times_the_information():
    """0.60 (0.50–0.70) against at least 0.55: the limit must come from 0.10 to 0.05 below."""
    assert factor() == pytest.approx(4, rel=0.02)


def test_what_is_judged_needs_nothing_more():
    assert factor(observed_lower=0.56) == 1
    assert factor(observed=0.2, observed_lower=0.1, observed_upper=0.3) == 1


def test_no_follow_up_decides_a_number_on_the_margin():
    assert factor(observed=0.55, observed_lower=0.45, observed_upper=0.65) is None


def test_no_follow_up_decides_where_the_assumption_itself_is_too_wide():
    assert factor(assumed_lower=0.40, assumed_upper=0.70) is None


def test_a_number_that_is_not_there_is_not_forecast():
    assert factor(observed=None, observed_lower=None, observed_upper=None) is None


def test_a_limit_that_is_not_reached_decides_nothing_in_its_direction():
    assert factor(rule="at_most", observed=0.3, observed_lower=0.2, observed_upper=None) is None


def test_unknown_persons_keep_the_limits_apart_however_many_are_followed():
    """0.61 with a quarter unknown, at least 0.75: the upper limit never comes below 0.86."""
    assert (
        factor(observed=0.61, observed_lower=0.56, observed_upper=0.89, assumed=0.75, certain_upper=0.86)
        is None
    )
    assert (
        factor(observed=0.61, observed_lower=0.56, observed_upper=0.89, assumed=0.87, certain_upper=0.86) > 1
    )


@given(
    observed=st.floats(0.05, 0.95),
    half=st.floats(0.01, 0.3),
    assumed=st.floats(0.05, 0.95),
    margin=st.floats(0, 0.1),
    rule=st.sampled_from(["at_least", "at_most", "equal_within"]),
)
def test_with_the_information_asked_for_the_verdict_is_given(observed, half, assumed, margin, rule):
    values = {"observed": observed, "assumed": assumed, "margin": margin, "rule": rule}
    needed = factor(**values, observed_lower=observed - half, observed_upper=observed + half)
    if needed is not None:
        narrow = half / needed**0.5
        judged = assumption(**values, observed_lower=observed - narrow, observed_upper=observed + narrow)
        assert judged.select(verdict()).item() != "cannot_tell_yet"


def test_days_are_counted_until_the_last_needed_person_reaches_the_horizon():
    """Two were followed for 365 days, two more will be after 65 and 165; then one starts every tenth day."""
    start_days = np.array([400.0, 365.0, 300.0, 200.0])
    assert days_until(start_days, 365, 1.0, 0.1) == 0
    assert days_until(start_days, 365, 1.5, 0.1) == 65
    assert days_until(start_days, 365, 2.0, 0.1) == 165
    assert days_until(start_days, 365, 3.0, 0.1) == 365 + 2 / 0.1
    assert days_until(start_days, 365, 3.0, 0.0) is None
    assert days_until(np.array([10.0]), 365, 2.0, 1.0) is None
