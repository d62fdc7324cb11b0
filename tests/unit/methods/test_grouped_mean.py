"""Means of many groups: by hand, in any order of rows, and what has no spread."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods.grouped_mean import grouped_mean


def means(rows: list[tuple[str, float | None]]) -> dict[str, tuple]:
    frame = pl.DataFrame(rows, schema={"group": pl.String, "value": pl.Float64}, orient="row")
    return {group: rest for group, *rest in grouped_mean(frame, ["group"]).iter_rows()}


def test_by_hand():
    found = means([("a", 1), ("b", 5), ("a", 3), ("a", 8)])
    assert found == {"a": [3, 4, pytest.approx(13**0.5)], "b": [1, 5, None]}


def test_nobody_gives_nothing():
    frame = pl.DataFrame(schema={"group": pl.String, "value": pl.Float64})
    assert grouped_mean(frame, ["group"]).columns == ["group", "n", "mean", "sd"]


def test_values_alike_but_for_rounding_have_no_spread():
    thirds = [100 - 200 / 3, 200 / 3 - 100 / 3, 100 / 3]
    assert len(set(thirds)) > 1
    assert means([("a", third) for third in thirds])["a"][2] == 0


def test_a_missing_value_is_refused():
    with pytest.raises(ValueError, match="value: 1 rows are missing"):
        means([("a", 1), ("a", None)])


@settings(max_examples=60, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(-100, 100)), min_size=1), st.randoms())
def test_the_order_of_rows_changes_no_digit(rows, random):
    shuffled = random.sample(rows, len(rows))
    halves = [shuffled[: len(rows) // 2], shuffled[len(rows) // 2 :]]
    schema = {"group": pl.String, "value": pl.Float64}
    chunked = pl.concat([pl.DataFrame(half, schema=schema, orient="row") for half in halves], rechunk=False)
    found = {group: rest for group, *rest in grouped_mean(chunked, ["group"]).iter_rows()}
    assert found == means(rows)
    for group, (n, mean, _) in found.items():
        values = [value for name, value in rows if name == group]
        assert n == len(values) and mean == pytest.approx(sum(values) / n, abs=1e-9)
