"""A number that is not told decides as the smallest that it could be."""

import polars as pl

from pipelines.methods.deciding_numbers import deciding_numbers

SCHEMA = {
    "agreement_id": pl.String,
    "cohort": pl.String,
    "subgroup": pl.String,
    "n": pl.Int64,
    "n_events": pl.Int64,
}


def decides(n: int, n_events: int | None, told: tuple[int, ...], subgroup: str = "all") -> tuple:
    rows = pl.DataFrame([("EX001", "inside", subgroup, n, n_events)], schema=SCHEMA, orient="row")
    sizes = pl.DataFrame(
        [("EX001", "inside", size) for size in told], schema=["agreement_id", "cohort", "n"], orient="row"
    )
    return deciding_numbers(rows, sizes).select("n", "n_events").row(0)


def test_what_is_told_decides_itself():
    assert decides(20, 10, told=(20, 30)) == (20, 10)


def test_beside_a_number_one_to_four_away_it_decides_as_four_fewer():
    assert decides(19, 9, told=(21,)) == (17, 9)
    assert decides(19, 19, told=(21, 17)) == (13, 13)


def test_far_from_every_number_told_it_says_nothing_of_few():
    assert decides(19, 9, told=(24,)) == (19, 9)


def test_events_whose_complement_is_small_decide_as_if_it_were_four():
    assert decides(12, 10, told=(12,)) == (12, 8)
    assert decides(12, 7, told=(12,)) == (12, 7)


def test_subgroups_and_missing_events_stay():
    assert decides(19, 9, told=(21,), subgroup="sex") == (19, 9)
    assert decides(19, None, told=(19,)) == (19, None)
