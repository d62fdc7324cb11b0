"""A number that is not told decides as the smallest that it could be."""

import polars as pl

from pipelines.methods.deciding_numbers import deciding_numbers

SCHEMA = {
    "agreement_id": pl.String,
    "cohort": pl.String,
    "measure": pl.String,
    "subgroup": pl.String,
    "n": pl.Int64,
    "n_events": pl.Int64,
}


def decides(
    n: int, n_events: int | None, told: tuple[int, ...], subgroup: str = "all", n_treated: int = 500
) -> tuple:
    rows = pl.DataFrame(
        [
            ("EX001", "inside", "overall_survival_mean", subgroup, n, n_events),
            ("EX001", "inside", "number_treated", "all", n_treated, None),
        ],
        schema=SCHEMA,
        orient="row",
    )
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


def test_all_of_few_treated_decide_as_four_fewer():
    """That all of them are followed is not told: whoever comes next would be among few who are not."""
    assert decides(99, 40, told=(99,), n_treated=99) == (95, 40)
    assert decides(20, 18, told=(20,), n_treated=20) == (16, 12)
    assert decides(100, 40, told=(100,), n_treated=100) == (100, 40)


def test_subgroups_and_missing_events_stay():
    assert decides(19, 9, told=(21,), subgroup="sex") == (19, 9)
    assert decides(19, None, told=(19,)) == (19, None)
