"""What an attacker finds out of invented months of rows, of which some know a variable: nothing."""

from collections import Counter

import polars as pl
import pytest

from tests.attack.completeness import CELLS, SIZES, Outcome, attack_completeness, months, released

N_MONTHS = 60


@pytest.fixture(scope="module")
def exact() -> pl.DataFrame:
    return months(N_MONTHS, seed=1)


def attacked(exact: pl.DataFrame, told: pl.DataFrame) -> list[Outcome]:
    return [
        attack_completeness(rows, told.filter(pl.col("month") == month))
        for (month,), rows in sorted(exact.group_by("month"), key=lambda one: one[0])
    ]


def test_every_small_number_of_rows_could_still_be_any_of_one_to_four(exact):
    outcomes = attacked(exact, released(exact))
    assert sum(outcome.n_small for outcome in outcomes) > 400, "there is something to find"
    assert [name for outcome in outcomes for name in outcome.found] == []


def test_most_numbers_of_large_hospitals_are_told(exact):
    """Withholding everything would be safe too."""
    of_large = attacked(exact, released(exact))[2 :: len(SIZES)]
    n = Counter()
    for outcome in of_large:
        n.update(told=outcome.n_told, others=outcome.n_others)
    assert n["told"] > 0.7 * n["others"]


def test_where_only_small_numbers_are_withheld_they_are_found_out(exact):
    with_missing = exact.with_columns(n_missing=pl.col("n") - pl.col("n_present"))
    is_small = pl.any_horizontal(pl.col(name).is_between(1, 4) for name in CELLS)
    told = with_missing.with_columns(pl.when(~is_small).then(name).alias(name) for name in ("n", "n_present"))
    assert sum(len(outcome.found) for outcome in attacked(exact, told)) > 50
