"""Times equal but for rounding are one time; whole times are spared the search, which changes nothing."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.methods import survival

quick = settings(max_examples=3, derandomize=True)
PERSON = {
    "stratum": pl.String,
    "entry": pl.Float64,
    "time": pl.Float64,
    "event": pl.Int8,
    "weight": pl.Float64,
}
WEIGHTS = {"none": [1.0], "whole": [1.0, 2.0, 3.0], "real": [0.5, 1.25, 2.75]}


def frames(weights: list[float]) -> st.SearchStrategy[pl.DataFrame]:
    """Whole times with delayed entry in two strata."""
    person = st.tuples(
        st.sampled_from("ab"),
        st.sampled_from([None, 0.0, 1.0, 3.0]),
        st.integers(4, 15).map(float),
        st.integers(0, 2),
        st.sampled_from(weights),
    )
    return st.lists(person, min_size=5, max_size=30).map(
        lambda rows: pl.DataFrame(rows, schema=PERSON, orient="row")
    )


def estimates(frame: pl.DataFrame) -> list[pl.DataFrame]:
    one_cause = frame.with_columns(pl.col("event").clip(upper_bound=1))
    return [
        survival.kaplan_meier(one_cause),
        survival.survival_at(one_cause, [0, 5, 8.5, 20]),
        survival.survival_quantile(one_cause, [0.25, 0.5]),
        survival.restricted_mean(one_cause, [5, 9]),
        survival.cumulative_incidence(frame),
        survival.incidence_at(frame, [5, 8.5]),
    ]


OTHERS = {
    "another fractional time": [(None, 7.5)],
    "a fractional entry": [(0.5, 7.0)],
    "two times equal but for rounding": [(None, 0.3), (None, 0.1 + 0.2)],
    "an entry equal to a time but for rounding": [(0.1 + 0.2, 7.0), (None, 0.3)],
}


@pytest.mark.parametrize("others", OTHERS)
@pytest.mark.parametrize("weights", WEIGHTS)
@quick
@given(st.data())
def test_whole_times_give_the_same_beside_a_stratum_of_others(
    weights: str, others: str, data: st.DataObject
) -> None:
    """The other stratum decides how all times are looked at."""
    frame = data.draw(frames(WEIGHTS[weights]))
    whole, beside = (
        pl.concat([frame, pl.DataFrame(persons, schema=PERSON, orient="row")])
        for persons in (
            [("z", None, 7.0, 2, 1.0)],
            [("z", entry, time, 2, 1.0) for entry, time in OTHERS[others]],
        )
    )
    for one, two in zip(estimates(whole), estimates(beside), strict=True):
        in_frame = pl.col("stratum") != "z"
        assert_frame_equal(one.filter(in_frame), two.filter(in_frame), abs_tol=1e-12, rel_tol=1e-12)


@pytest.mark.parametrize(
    ("start", "time", "n_risk"),
    [
        (0.0, [0, 2, 4, 100], [4, 3, 2, 1]),
        # R 4.2, survival 3.5: survfit(Surv(2e8 + c(0, 2, 4, 100), c(1, 1, 0, 1)) ~ 1) has two times.
        (2e8, [0, 100], [4, 1]),
    ],
)
def test_whole_times_beyond_the_precision_that_r_grants_are_one(
    start: float, time: list[int], n_risk: list[int]
) -> None:
    frame = pl.DataFrame(
        {"stratum": "a", "time": [start + day for day in (0, 2, 4, 100)], "event": [1, 1, 0, 1]}
    )
    curve = survival.kaplan_meier(frame)
    assert (curve["time"] - start).to_list() == time
    assert curve["n_risk"].to_list() == n_risk


def test_times_one_after_the_other_by_a_rounding_error_each_are_one_time() -> None:
    """Entry at the same time but for rounding is at risk only after it."""
    frame = pl.DataFrame(
        {
            "stratum": "a",
            "entry": [None, None, None, 0.5 + 2e-8, None],
            "time": [0.5, 0.5 + 1e-8, 0.5 + 2e-8, 2.25, 3.0],
            "event": [1, 0, 1, 1, 1],
        }
    )
    curve = survival.kaplan_meier(frame)
    assert curve["time"].to_list() == [0.5, 2.25, 3]
    assert curve["n_risk"].to_list() == [4, 2, 1]
    assert curve["n_event"].to_list() == [2, 1, 1]
    assert curve["survival"].to_list() == pytest.approx([0.5, 0.25, 0])
