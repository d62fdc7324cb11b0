"""The rule of judging: wholly beyond the margin, with both sides' uncertainty."""

import polars as pl
import pytest

from pipelines.methods.verdict import verdict

NUMBERS = (
    "observed",
    "observed_lower",
    "observed_upper",
    "assumed",
    "assumed_lower",
    "assumed_upper",
    "margin",
    "threshold",
)


def judge(rule: str, *numbers: float | None) -> str:
    row = {"rule": rule} | dict(zip(NUMBERS, (*numbers, None)[: len(NUMBERS)], strict=True))
    schema = {"rule": pl.String} | {name: pl.Float64 for name in NUMBERS}
    return pl.DataFrame([row], schema=schema).select(verdict()).item()


@pytest.mark.parametrize(
    ("rule", "numbers", "expected"),
    [
        ("at_least", (0.60, 0.50, 0.70, 0.50, None, None, 0.05), "holds"),
        ("at_least", (0.60, 0.44, 0.70, 0.50, None, None, 0.05), "cannot_tell_yet"),
        ("at_least", (0.30, 0.20, 0.44, 0.50, None, None, 0.05), "does_not_hold"),
        ("at_most", (300, 250, 340, 320, None, None, 20), "holds"),
        ("at_most", (300, 250, 341, 320, None, None, 20), "cannot_tell_yet"),
        ("at_most", (400, 341, 450, 320, None, None, 20), "does_not_hold"),
        ("equal_within", (0.50, 0.46, 0.54, 0.50, None, None, 0.05), "holds"),
        ("equal_within", (0.50, 0.40, 0.60, 0.50, None, None, 0.05), "cannot_tell_yet"),
        ("equal_within", (0.80, 0.70, 0.90, 0.50, None, None, 0.05), "does_not_hold"),
    ],
)
def test_a_certain_assumption_is_compared_with_the_interval(rule, numbers, expected):
    assert judge(rule, *numbers) == expected


def test_a_median_whose_upper_limit_is_not_reached_can_hold_but_not_fail():
    assert judge("at_least", 400, 300, None, 228, None, None, 0) == "holds"
    assert judge("at_least", 100, 80, None, 228, None, None, 0) == "cannot_tell_yet"


def test_the_assumptions_own_limits_widen_the_difference():
    assert judge("at_least", 0.30, 0.20, 0.40, 0.50, None, None, 0.05) == "does_not_hold"
    assert judge("at_least", 0.30, 0.20, 0.40, 0.50, 0.30, 0.70, 0.05) == "cannot_tell_yet"


def test_nothing_observed_tells_nothing():
    assert judge("at_least", None, None, None, 0.5, None, None, 0.05) == "cannot_tell_yet"


def test_the_side_of_the_assumption_that_the_rule_looks_at_is_the_one_that_counts():
    """The assumed value may well have been 0.9: to be above 0.5 is not enough."""
    assert judge("at_least", 0.60, 0.55, 0.65, 0.50, 0.45, 0.90, 0.05) == "cannot_tell_yet"
    assert judge("at_least", 0.60, 0.55, 0.65, 0.50, 0.10, 0.52, 0.05) == "holds"
    assert judge("at_most", 0.40, 0.35, 0.45, 0.50, 0.10, 0.55, 0.05) == "cannot_tell_yet"


def test_a_threshold_stands_in_place_of_the_assumed_value_its_limits_and_the_margin():
    """Lower limit of 12-month survival above 0.45, whatever was assumed."""
    assert judge("at_least", 0.60, 0.46, 0.70, 0.90, 0.10, 0.95, 0.30, 0.45) == "holds"
    assert judge("at_least", 0.60, 0.44, 0.70, 0.90, 0.10, 0.95, 0.30, 0.45) == "cannot_tell_yet"
    assert judge("at_least", 0.30, 0.20, 0.44, 0.10, 0.01, 0.95, 0.30, 0.45) == "does_not_hold"
    assert judge("at_most", 300, 250, 390, 320, None, None, 0, 400) == "holds"
    assert judge("at_most", 450, 410, 500, 320, None, None, 500, 400) == "does_not_hold"


def test_an_interval_that_touches_the_margin_lies_within_it():
    """All numbers here are exact in binary. On the limit is at or above it, and not wholly below."""
    assert judge("at_least", 100, 80, 120, 100, None, None, 20) == "holds"
    assert judge("at_least", 60, 40, 80, 100, None, None, 20) == "cannot_tell_yet"
    assert judge("at_most", 100, 80, 120, 100, None, None, 20) == "holds"
    assert judge("at_most", 140, 120, 160, 100, None, None, 20) == "cannot_tell_yet"
    assert judge("equal_within", 100, 80, 120, 100, None, None, 20) == "holds"
