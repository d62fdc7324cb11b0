"""Persons who need only be counted are counted by less SQL, with the same answers to the last bit."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.methods.survival import kaplan_meier
from pipelines.methods.survival_frame import SAME_TIME_FROM, is_counted, run_macro

COUNTED = pl.DataFrame({"stratum": ["a"] * 4, "time": [3, 1, 4, 1], "event": [1, 0, 1, 1]})


@settings(max_examples=12, derandomize=True)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 12), st.booleans()), max_size=40),
    st.sampled_from(("log-log", "log", "plain")),
)
def test_the_two_curves_are_one(rows: list[tuple], conf_type: str) -> None:
    schema = {"stratum": pl.String, "time": pl.Int32, "event": pl.Boolean}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    assert is_counted(frame)
    short, general = (
        run_macro(macro, frame, conf_type=conf_type) for macro in ("counted_kaplan_meier", "kaplan_meier")
    )
    assert_frame_equal(short, general, check_exact=True)


@pytest.mark.parametrize(
    "column",
    [pl.lit(0.0).alias("entry"), pl.lit(1).alias("weight"), pl.col("time").cast(pl.Float64)],
    ids=["who enter late", "who are weighted", "whose times may be broken"],
)
def test_others_have_the_whole_curve(column: pl.Expr) -> None:
    assert is_counted(COUNTED)
    assert not is_counted(COUNTED.with_columns(column))


@pytest.mark.parametrize(
    "column",
    [pl.lit(0.5).alias("entry"), pl.lit(2).alias("weight"), pl.col("time") + 0.5],
    ids=["who enter late", "who are weighted", "whose times are broken"],
)
def test_others_are_refused_by_the_short_sql(column: pl.Expr) -> None:
    with pytest.raises(ValueError, match="enter late, are weighted or have broken times"):
        run_macro("counted_kaplan_meier", COUNTED.with_columns(column))


def test_whole_times_so_large_that_they_are_one_time_are_one() -> None:
    frame = COUNTED.with_columns(pl.Series("time", [SAME_TIME_FROM + late for late in (0, 1, 1, 2)]))
    assert len(kaplan_meier(frame)) == 1
    assert len(kaplan_meier(frame.with_columns(pl.col("time") - 10))) == 3
