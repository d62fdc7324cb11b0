"""E-values and bounding factors against published numbers and against the definition.

Published: Ding & VanderWeele 2016 and the examples of R's package EValue 4.1 for smoking and lung cancer
(Hammond & Horn 1958: risk ratio 10.73, 8.02 to 14.36): 20.94777 and 15.52336. VanderWeele & Ding 2017: risk
ratio 3.9 (1.8 to 8.7): 7.26 and 3.0; 0.80 (0.71 to 0.91): 1.81 and 1.43.
"""

from math import sqrt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods.unmeasured_confounding import bias_table, e_value

quick = settings(max_examples=50, derandomize=True)
ratios = st.floats(0.02, 50).filter(lambda ratio: ratio != 1)  # At 1 there is nothing to explain.


@pytest.mark.parametrize(
    ("ratio", "lower", "upper", "value", "limit", "tolerance"),
    [
        (10.73, 8.02, 14.36, 20.94777, 15.52336, 5e-6),
        (3.9, 1.8, 8.7, 7.26, 3.0, 5e-3),
        (0.80, 0.71, 0.91, 1.81, 1.43, 5e-3),
        (1.2, 0.9, 1.6, 1.2 + sqrt(0.24), 1.0, 1e-12),
        (0.8, 0.7, 1.0, 1.25 + sqrt(1.25 * 0.25), 1.0, 1e-12),
        (1.0, 1.0, 1.0, 1.0, 1.0, 0),
        (1.5, 1.0, 2.0, 1.5 + sqrt(0.75), 1.0, 1e-12),
    ],
)
def test_published(
    ratio: float, lower: float, upper: float, value: float, limit: float, tolerance: float
) -> None:
    row = e_value(ratio, lower, upper, share_with_event=0.15).row(0, named=True)
    assert not row["is_converted"]
    assert (row["risk_ratio"], row["risk_ratio_lower"], row["risk_ratio_upper"]) == (ratio, lower, upper)
    assert row["e_value"] == pytest.approx(value, abs=tolerance)
    assert row["e_value_limit"] == pytest.approx(limit, abs=tolerance)


def test_common_outcome_by_hand() -> None:
    """Hazard ratio 0.25: √ is 0.5 and of the inverse 2, so (1 - 1/√2) / (1 - 1/4) = 0.39052…"""
    row = e_value(0.25, 1 / 9, 1.0, share_with_event=0.16).row(0, named=True)
    assert row["is_converted"]
    assert row["risk_ratio"] == pytest.approx((1 - sqrt(0.5)) / 0.75, abs=1e-12)
    assert row["risk_ratio_lower"] == pytest.approx((1 - 0.5 ** (1 / 3)) / (1 - 0.125), abs=1e-12)
    assert row["risk_ratio_upper"] == 1.0
    turned = 0.75 / (1 - sqrt(0.5))
    assert row["e_value"] == pytest.approx(turned + sqrt(turned * (turned - 1)), abs=1e-12)
    assert row["e_value_limit"] == 1.0


@quick
@given(ratios, st.sampled_from([0.1, 0.9]))
def test_a_confounder_as_strong_as_the_e_value_just_explains_it(ratio: float, share: float) -> None:
    row = e_value(ratio, ratio * 0.99, ratio * 1.01, share).row(0, named=True)
    strengths = [row["e_value"], max(1.0, row["e_value"] * 0.98)]
    table = bias_table(ratio, ratio * 0.99, ratio * 1.01, share, strengths)
    assert table["risk_ratio"][0] == pytest.approx(1, rel=1e-9)
    assert table["could_explain_estimate"][0]
    if abs(row["risk_ratio"] - 1) > 0.1:
        assert not table["could_explain_estimate"][3]


@quick
@given(ratios, st.sampled_from([0.1, 0.9]))
def test_swapping_the_arms_changes_nothing(ratio: float, share: float) -> None:
    one = e_value(ratio, ratio / 2, ratio * 1.5, share).row(0, named=True)
    other = e_value(1 / ratio, 1 / (ratio * 1.5), 2 / ratio, share).row(0, named=True)
    for name in ("e_value", "e_value_limit"):
        assert one[name] == pytest.approx(other[name], rel=1e-9)
    table, swapped = (
        bias_table(ratio, ratio / 2, ratio * 1.5, share),
        bias_table(1 / ratio, 1 / (ratio * 1.5), 2 / ratio, share),
    )
    assert table["risk_ratio"].to_list() == pytest.approx((1 / swapped["risk_ratio"]).to_list(), rel=1e-9)
    assert table["could_explain_limit"].equals(swapped["could_explain_limit"])


def test_bias_table_by_hand() -> None:
    """Factors 1.5 · 3 / 3.5 = 9/7 and 3 · 3 / 5 = 1.8; an estimate of 0.5 (0.3 to 0.7) is moved upwards."""
    table = bias_table(0.5, 0.3, 0.7, 0.1, strengths=[1.0, 1.5, 3.0])
    assert table.schema["could_explain_limit"] == pl.Boolean
    found = {row[:2]: row[2:] for row in table.iter_rows()}
    assert len(found) == 9
    assert found[1.0, 3.0] == (1.0, 0.5, 0.7, False, False)
    assert found[1.5, 3.0] == pytest.approx((9 / 7, 4.5 / 7, 0.9, False, False))
    assert found[3.0, 3.0] == pytest.approx((1.8, 0.9, 1.26, False, True))
    upward = bias_table(1.7, 0.9, 3.0, 0.1, strengths=[3.0]).row(0)
    assert upward == pytest.approx((3.0, 3.0, 1.8, 1.7 / 1.8, 0.5, True, True))


@pytest.mark.parametrize(
    ("ratio", "lower", "upper", "share", "message"),
    [
        (0, 0, 1, 0.1, "finite numbers above 0"),
        (-1, -2, 1, 0.1, "finite numbers above 0"),
        (2, 3, 4, 0.1, "between its limits"),
        (2, 1, float("inf"), 0.1, "finite numbers above 0"),
        (float("nan"), 1, 2, 0.1, "finite numbers above 0"),
        (1.5, 1, 2, 15, "share_with_event"),
        (1.5, 1, 2, float("nan"), "share_with_event"),
    ],
)
def test_impossible_numbers_are_refused(
    ratio: float, lower: float, upper: float, share: float, message: str
) -> None:
    for method in (e_value, bias_table):
        with pytest.raises(ValueError, match=message):
            method(ratio, lower, upper, share)


def test_impossible_strengths_are_refused() -> None:
    for strength in (0.5, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="at least 1"):
            bias_table(2, 1, 3, 0.1, [2, strength])
