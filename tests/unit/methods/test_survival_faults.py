"""Faulty input never gives a number: every method, every fault, anywhere in the frame."""

import math
import re
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods import survival

ONE_CAUSE: dict[str, Callable[[pl.DataFrame], object]] = {
    "kaplan_meier": survival.kaplan_meier,
    "survival_at": lambda frame: survival.survival_at(frame, [1, 2]),
    "survival_quantile": survival.survival_quantile,
    "restricted_mean": lambda frame: survival.restricted_mean(frame, 2),
    "restricted_mean_difference": lambda frame: survival.restricted_mean_difference(frame, 2, "a"),
    "reverse_kaplan_meier": survival.reverse_kaplan_meier,
    "log_rank": lambda frame: survival.log_rank(frame.drop("weight")),
}
ANY_CAUSE: dict[str, Callable[[pl.DataFrame], object]] = {
    "cumulative_incidence": survival.cumulative_incidence,
    "incidence_at": lambda frame: survival.incidence_at(frame, [1, 2]),
    "landmark": lambda frame: survival.landmark(frame, 1),
}
METHODS = ONE_CAUSE | ANY_CAUSE
# Of each column, values that no method takes. Values are odd so that they are recognised in a message.
FAULTS = {
    "stratum": [None],
    "time": [None, -731.25, math.nan, math.inf],
    "event": [None, -1.0, 731.25, math.nan, math.inf],
    "entry": [731.25, 10_000.0, math.nan, math.inf],
    "weight": [None, -731.25, math.nan, math.inf],
}
GOOD = pl.DataFrame(
    {
        "stratum": ["a", "b"] * 6,
        "time": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0] * 2,
        "event": [1.0, 0.0, 1.0, 1.0, 0.0, 1.0] * 2,
        "entry": [0.0, 1.0] * 6,
        "weight": [1.0, 2.0] * 6,
    }
)
quick = settings(max_examples=12, derandomize=True)


@pytest.mark.parametrize("method", METHODS)
@quick
@given(st.data())
def test_any_faulty_row_is_refused_with_column_and_count(method: str, data: st.DataObject) -> None:
    columns = [column for column in FAULTS if method != "log_rank" or column != "weight"]
    column = data.draw(st.sampled_from(columns))
    wrong = data.draw(st.dictionaries(st.integers(0, 11), st.sampled_from(FAULTS[column]), min_size=1))
    values = [wrong.get(row, value) for row, value in enumerate(GOOD[column])]
    frame = GOOD.with_columns(pl.Series(column, values, dtype=GOOD.schema[column]))
    with pytest.raises(ValueError, match=f"column {column}: ") as refusal:
        METHODS[method](frame)
    counts = re.findall(rf"column {column}: [^;]+ in (\d+) rows", str(refusal.value))
    assert sum(map(int, counts)) == len(wrong)
    assert "731" not in str(refusal.value)


@pytest.mark.parametrize("method", METHODS)
def test_faultless_rows_are_taken(method: str) -> None:
    assert len(METHODS[method](GOOD)) > 0


@pytest.mark.parametrize("method", ONE_CAUSE)
def test_another_cause_is_an_unknown_code_where_there_is_one(method: str) -> None:
    with pytest.raises(ValueError, match=r"column event: not 0 or 1 in 2 rows"):
        ONE_CAUSE[method](GOOD.with_columns(event=pl.Series([2, 2, *[1] * 10])))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("column", ["stratum", "time", "event"])
def test_a_missing_column_is_named(method: str, column: str) -> None:
    with pytest.raises(ValueError, match=f"column {column}: missing"):
        METHODS[method](GOOD.drop(column))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("column", ["time", "event", "entry"])
@pytest.mark.parametrize("dtype", [pl.String, pl.Date])
def test_a_column_without_numbers_is_named(method: str, column: str, dtype: pl.DataType) -> None:
    with pytest.raises(ValueError, match=f"column {column}: a number was expected, found {dtype}"):
        METHODS[method](GOOD.with_columns(pl.col(column).cast(pl.Int32).cast(dtype)))


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"log_rank"}))
def test_weights_that_are_all_missing_are_no_weights(method: str) -> None:
    with pytest.raises(ValueError, match="column weight: missing in 12 rows"):
        METHODS[method](GOOD.with_columns(weight=pl.lit(None, dtype=pl.Float64)))


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"log_rank", "restricted_mean_difference"}))
def test_of_nobody_there_is_no_row(method: str) -> None:
    assert len(METHODS[method](GOOD.clear())) == 0


def test_nobody_is_not_tested_or_compared() -> None:
    with pytest.raises(ValueError, match="column event: no event in any stratum"):
        ONE_CAUSE["log_rank"](GOOD.clear())
    with pytest.raises(ValueError, match="column stratum: no row of the reference stratum"):
        ONE_CAUSE["restricted_mean_difference"](GOOD.clear())


def test_faulty_arguments_are_refused() -> None:
    for conf_type, conf_level, word in (("loglog", 0.95, "conf_type"), ("log", 95, "conf_level")):
        with pytest.raises(ValueError, match=f"{word} must be"):
            survival.cumulative_incidence(GOOD, conf_level, conf_type)
    with pytest.raises(ValueError, match="times must be"):
        survival.incidence_at(GOOD, [1, -1])
    with pytest.raises(ValueError, match="tau must be"):
        survival.restricted_mean_difference(GOOD, -1, "a")
    for time in (-1, math.nan, math.inf):
        with pytest.raises(ValueError, match="landmark: time must be"):
            survival.landmark(GOOD, time)
    with pytest.raises(ValueError, match="column block: missing in 12 rows"):
        survival.log_rank(GOOD.drop("weight").with_columns(block=None))
