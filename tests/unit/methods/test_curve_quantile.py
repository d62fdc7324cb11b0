"""Quantiles of curves that are there already are those of the persons behind them."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.methods import survival

quick = settings(max_examples=8, derandomize=True)
people = st.lists(
    st.tuples(
        st.sampled_from("ab"), st.sampled_from([0.5, 1, 2, 3, 5]), st.booleans(), st.sampled_from([1, 2, 0.7])
    ),
    min_size=1,
    max_size=30,
).map(
    lambda rows: pl.DataFrame(
        rows,
        schema={"stratum": pl.Categorical, "time": pl.Float64, "event": pl.Boolean, "weight": pl.Float64},
        orient="row",
    )
)


@pytest.mark.parametrize("conf_type", ["log-log", "log", "plain"])
@quick
@given(people)
def test_same_as_from_persons(conf_type: str, frame: pl.DataFrame) -> None:
    curve = survival.kaplan_meier(frame, conf_type, conf_level=0.8)
    found = survival.curve_quantile(curve, [0.25, 0.5])
    assert_frame_equal(found, survival.survival_quantile(frame, [0.25, 0.5], conf_type, conf_level=0.8))


def test_other_columns_and_the_order_of_rows_do_not_matter() -> None:
    frame = pl.DataFrame({"stratum": 1, "time": [1, 2, 3, 4], "event": [1, 1, 0, 1]})
    curve = survival.kaplan_meier(frame)
    mixed = curve.with_columns(share=pl.lit("told")).sample(fraction=1, shuffle=True, seed=3)
    assert_frame_equal(survival.curve_quantile(mixed), survival.curve_quantile(curve))
    assert survival.curve_quantile(curve)["estimate"].to_list() == [3.0]


def test_limits_that_rise_again_cross_where_they_come_nearest() -> None:
    """As R's quantile.survfit, which takes the lowest time of the largest value not above 1 - q."""
    curve = pl.DataFrame(
        {
            "stratum": "a",
            "time": [1, 2, 3, 4],
            "n_event": 1.0,
            "survival": [0.8, 0.6, 0.5, 0.3],
            "lower": [0.45, 0.4, 0.48, 0.2],
            "upper": [0.9, 0.8, 0.7, 0.6],
        }
    )
    assert survival.curve_quantile(curve).row(0) == ("a", 0.5, 3.5, 3.0, None)


def test_faulty_calls_are_refused() -> None:
    curve = survival.kaplan_meier(pl.DataFrame({"stratum": "a", "time": [1, 2], "event": 1}))
    with pytest.raises(ValueError, match="column lower: missing; found stratum, time"):
        survival.curve_quantile(curve.drop("lower"))
    with pytest.raises(ValueError, match="q must be between 0 and 1"):
        survival.curve_quantile(curve, [0.5, 1])


def test_of_nobody_there_is_no_row() -> None:
    nobody = pl.DataFrame(schema={"stratum": pl.String, "time": pl.Float64, "event": pl.Int8})
    assert len(survival.curve_quantile(survival.kaplan_meier(nobody))) == 0
