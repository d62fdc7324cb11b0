"""Properties every survival estimate has, whatever the data, and what faulty data are told."""

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.methods import survival

people = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(0, 12), st.booleans(), st.integers(0, 3)),
    min_size=1,
    max_size=40,
).map(
    lambda rows: pl.DataFrame(
        rows,
        schema={"stratum": pl.String, "time": pl.Int64, "event": pl.Boolean, "weight": pl.Int64},
        orient="row",
    ).with_columns(weight=pl.max_horizontal("weight", 1))
)
quick = settings(max_examples=12, derandomize=True)


def estimates(frame: pl.DataFrame) -> list[pl.DataFrame]:
    return [
        survival.kaplan_meier(frame),
        survival.survival_at(frame, [0, 3, 6.5, 20]),
        survival.survival_quantile(frame, [0.25, 0.5]),
        survival.restricted_mean(frame, [2, 5]),
    ]


@quick
@given(people)
def test_curve_falls_from_one_and_lies_within_its_limits(frame: pl.DataFrame) -> None:
    for curve in survival.kaplan_meier(frame).partition_by("stratum"):
        assert curve["survival"].is_between(0, 1).all()
        assert (curve["survival"].diff().drop_nulls() <= 0).all()
        assert (curve["n_risk"].diff().drop_nulls() < 0).all()
        assert (curve["lower"] <= curve["survival"] + 1e-12).all()
        assert (curve["upper"] >= curve["survival"] - 1e-12).all()


@quick
@given(people, st.randoms(use_true_random=False))
def test_row_order_does_not_matter(frame: pl.DataFrame, random: object) -> None:
    shuffled = frame.sample(fraction=1, shuffle=True, seed=random.randrange(1000))
    for one, other in zip(estimates(frame), estimates(shuffled), strict=True):
        assert_frame_equal(one, other, check_exact=True)


@quick
@given(people)
def test_a_weight_is_so_many_equal_persons(frame: pl.DataFrame) -> None:
    replicated = frame.select(pl.all().exclude("weight").repeat_by("weight").explode(empty_as_null=False))
    for one, other in zip(estimates(frame), estimates(replicated), strict=True):
        assert_frame_equal(one, other, abs_tol=1e-12)


@quick
@given(people)
def test_strata_are_separate(frame: pl.DataFrame) -> None:
    alone = [estimates(part) for part in frame.sort("stratum").partition_by("stratum", maintain_order=True)]
    for together, parts in zip(estimates(frame), zip(*alone, strict=True), strict=True):
        assert_frame_equal(together, pl.concat(parts), check_exact=True)


@quick
@given(people)
def test_without_censoring_it_is_the_share_still_without_event(frame: pl.DataFrame) -> None:
    frame = frame.filter(stratum=frame["stratum"][0]).select("stratum", "time", event=pl.lit(1))
    curve = survival.kaplan_meier(frame)
    shares = [(frame["time"] > time).mean() for time in curve["time"]]
    assert curve["survival"].to_list() == pytest.approx(shares)
    binomial = [math.sqrt(share * (1 - share) / len(frame)) or None for share in shares]
    assert curve["std_err"].to_list() == pytest.approx(binomial)
    assert survival.restricted_mean(frame, 5)["estimate"][0] == pytest.approx(frame["time"].clip(0, 5).mean())


@pytest.mark.parametrize("seed", [2, 7])
def test_robust_variance_is_the_sum_of_squared_influences(seed: int) -> None:
    """Delayed entry and non-integer weights at once; each influence by numerical differentiation."""
    rng = np.random.default_rng(seed)
    entry = rng.choice([0.0, 0.0, 1.0, 3.0], 14)
    frame = pl.DataFrame(
        {
            "stratum": "a",
            "entry": entry,
            "time": entry + rng.integers(1, 9, 14),
            "event": rng.integers(0, 2, 14),
            "weight": rng.uniform(0.5, 2, 14),
        }
    ).vstack(pl.DataFrame({"stratum": "a", "entry": 0.0, "time": 14.0, "event": 0, "weight": 1.5}))
    times = [2.0, 4.0, 7.0]

    def both(weights: pl.Series) -> np.ndarray:
        weighted = frame.with_columns(weight=weights)
        at = survival.survival_at(weighted, times)["survival"]
        return np.append(at, survival.restricted_mean(weighted, 8)["estimate"])

    squares = np.zeros(4)
    for person in range(len(frame)):
        step = pl.Series([1e-5 if row == person else 0.0 for row in range(len(frame))])
        change = (both(frame["weight"] + step) - both(frame["weight"] - step)) / 2e-5
        squares += (frame["weight"][person] * change) ** 2
    found = [*survival.survival_at(frame, times)["std_err"], survival.restricted_mean(frame, 8)["std_err"][0]]
    assert found == pytest.approx(np.sqrt(squares), rel=1e-7)


def test_entry_that_is_missing_or_zero_is_observation_from_the_start() -> None:
    frame = pl.DataFrame({"stratum": "a", "time": [2, 4, 4, 5], "event": [1, 0, 1, 1]})
    delayed = frame.with_columns(entry=pl.Series([None, 0, None, 0.0], dtype=pl.Float64))
    assert_frame_equal(survival.kaplan_meier(frame), survival.kaplan_meier(delayed))


def test_a_weight_of_zero_is_nobody() -> None:
    frame = pl.DataFrame({"stratum": "a", "time": [2, 3, 4], "event": [1, 1, 0], "weight": [1, 0, 2]})
    assert_frame_equal(
        survival.kaplan_meier(frame), survival.kaplan_meier(frame.filter(pl.col("weight") > 0))
    )


def test_reversed_curve_and_median_follow_up() -> None:
    """R: survfit(Surv(c(2, 4, 6), 1 - c(1, 0, 0)) ~ 1)."""
    frame = pl.DataFrame({"stratum": "a", "time": [2, 4, 6], "event": [1, 0, 0]})
    assert survival.reverse_kaplan_meier(frame)["survival"].to_list() == [1, 0.5, 0]
    assert survival.survival_quantile(survival.reverse_events(frame))["estimate"].to_list() == [5]


@pytest.mark.parametrize("dtype", [pl.Categorical, pl.Enum(["b", "a"]), pl.Int8, pl.Date])
def test_stratum_keeps_its_type(dtype: pl.DataType) -> None:
    values = ["a", "b"] if dtype in (pl.Categorical, pl.Enum) else [1, 2]
    frame = pl.DataFrame({"stratum": pl.Series(values).cast(dtype), "time": [1, 2], "event": [1, 0]})
    assert survival.kaplan_meier(frame).schema["stratum"] == frame.schema["stratum"]
    assert survival.log_rank(frame)["n"].to_list() == [1, 1]


def test_of_nobody_there_is_no_row() -> None:
    empty = pl.DataFrame(schema={"stratum": pl.String, "time": pl.Float64, "event": pl.Int8})
    assert [len(estimate) for estimate in estimates(empty)] == [0, 0, 0, 0]


GOOD = pl.DataFrame({"stratum": ["a", "a", "b"], "time": [731.25, 3, 4], "event": [1, 0, 1]}, strict=False)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"time": pl.Series([-731.25, 1, 2])}, "column time: .* in 1 rows"),
        ({"time": pl.Series([math.nan, math.inf, 731.25])}, "column time: .* in 2 rows"),
        ({"event": pl.Series([1, 2, None])}, "column event: not 0 or 1 in 2 rows"),
        ({"stratum": pl.Series([None, "a", "b"])}, "column stratum: missing in 1 rows"),
        ({"weight": pl.Series([-0.5, None, 1])}, "column weight: .* in 2 rows"),
        ({"entry": pl.Series([731.25, 1, 1])}, "column entry: not before time in 1 rows"),
        ({"entry": pl.Series([math.nan, 1, 1])}, "column entry: infinite in 1 rows"),
        (
            {"event": pl.Series(["dead", "dead", "alive"])},
            "column event: a number was expected, found String",
        ),
        (
            {"time": pl.Series([-1, 1, 2]), "event": pl.Series([7, 7, 0])},
            "column time: .* 1 rows; column event: .* 2",
        ),
    ],
)
def test_faulty_rows_are_counted_by_column(wrong: dict[str, pl.Series], message: str) -> None:
    with pytest.raises(ValueError, match=message) as refusal:
        survival.kaplan_meier(GOOD.with_columns(**wrong))
    assert "731" not in str(refusal.value) and "dead" not in str(refusal.value)


@pytest.mark.parametrize("column", ["stratum", "time", "event"])
def test_a_missing_column_is_named(column: str) -> None:
    for function in (survival.kaplan_meier, survival.log_rank, survival.reverse_kaplan_meier):
        with pytest.raises(ValueError, match=f"column {column}: missing"):
            function(GOOD.drop(column))


def test_faulty_arguments_are_refused() -> None:
    with pytest.raises(ValueError, match="conf_type must be"):
        survival.kaplan_meier(GOOD, conf_type="loglog")
    with pytest.raises(ValueError, match="conf_level must be"):
        survival.kaplan_meier(GOOD, conf_level=95)
    with pytest.raises(ValueError, match="times must be"):
        survival.survival_at(GOOD, [1, -1])
    with pytest.raises(ValueError, match="q must be"):
        survival.survival_quantile(GOOD, 50)
    with pytest.raises(ValueError, match="tau must be"):
        survival.restricted_mean(GOOD, 0)
    with pytest.raises(ValueError, match="weight"):
        survival.log_rank(GOOD.with_columns(weight=1))
    with pytest.raises(ValueError, match="no event"):
        survival.log_rank(GOOD.with_columns(event=0))
