"""Log-rank test where R has no answer, and its blocks.

R's answers to random frames, with blocks, delayed entry and ties, are in `tests/reference/test_against_r.py`.
"""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.methods import survival

FRAME = pl.DataFrame(
    {
        "stratum": ["a"] * 5 + ["b"] * 5,
        "block": [1, 1, 1, 2, 2, 2, 3, 3, 3, 3],
        "time": [1, 2, 2, 3, 4, 5, 6, 7, 7, 8],
        "event": [1, 1, 0, 1, 0, 1, 1, 1, 0, 0],
    }
)


def test_within_blocks() -> None:
    """Blocks 1 and 3 hold one stratum each and add nothing to the excess.

    survdiff(Surv(time, event) ~ stratum + strata(block)): N 5 5, observed 3 3, expected 2.666667 3.333333,
    chisq 0.5, p 0.4795001.
    """
    found = survival.log_rank(FRAME)
    assert found["n"].to_list() == [5, 5]
    assert found["observed"].to_list() == [3, 3]
    assert found["expected"].to_list() == pytest.approx([8 / 3, 10 / 3])
    assert found["chi_square"].to_list() == pytest.approx([0.5, 0.5])
    assert found["p_value"][0] == pytest.approx(0.4795001, abs=1e-7)


def test_one_block_is_none() -> None:
    assert_frame_equal(survival.log_rank(FRAME.with_columns(block=1)), survival.log_rank(FRAME.drop("block")))


def test_strata_that_never_meet_are_not_compared() -> None:
    """R: survdiff stops, `system is exactly singular`."""
    apart = FRAME.with_columns(block=pl.col("stratum"))
    found = survival.log_rank(apart)
    assert found["observed"].to_list() == pytest.approx(found["expected"].to_list())
    assert found.select("chi_square", "degrees_of_freedom", "p_value").row(0) == (0.0, 0, None)


def test_a_separation_costs_one_degree_of_freedom() -> None:
    """Strata a and b meet in one block, c and d in the other: the sum of two tests of one degree each."""
    apart = pl.DataFrame(
        {
            "stratum": ["a", "b", "a", "b", "b", "c", "d", "d", "c", "c"],
            "block": ["x"] * 5 + ["y"] * 5,
            "time": [1, 2, 3, 4, 5, 1, 2, 3, 4, 6],
            "event": [1] * 10,
        }
    )
    alone = [survival.log_rank(part.drop("block"))["chi_square"][0] for part in apart.partition_by("block")]
    found = survival.log_rank(apart)
    assert found["degrees_of_freedom"][0] == 2
    assert found["chi_square"][0] == pytest.approx(sum(alone))


def test_a_stratum_of_which_no_event_was_expected_is_not_tested() -> None:
    """survdiff(Surv(c(1, 2, 3, 4), c(0, 0, 1, 1)) ~ c("a", "a", "b", "b")): chisq 0 on no degree."""
    frame = pl.DataFrame({"stratum": ["a", "a", "b", "b"], "time": [1, 2, 3, 4], "event": [0, 0, 1, 1]})
    assert survival.log_rank(frame).select("chi_square", "degrees_of_freedom").row(0) == (0.0, 0)


@pytest.mark.parametrize("dtype", [pl.String, pl.Categorical, pl.Int8])
def test_strata_and_blocks_of_any_type(dtype: pl.DataType) -> None:
    frame = FRAME.with_columns(
        stratum=pl.Series([1, 2] * 5).cast(pl.String).cast(dtype),
        block=pl.col("block").cast(pl.String).cast(dtype),
    )
    plain = FRAME.with_columns(stratum=pl.Series([1, 2] * 5))
    assert_frame_equal(survival.log_rank(frame).drop("stratum"), survival.log_rank(plain).drop("stratum"))
    assert survival.log_rank(frame).schema["stratum"] == dtype
