"""How many are followed for survival is known beside comparisons exactly, or from and to."""

import polars as pl

from pipelines.methods.comparison_told import numbers_followed

ROW = {
    "agreement_id": "EX004", "data_cut": "2026-06-30", "measure": "overall_survival_median",
    "variant": "kaplan_meier", "subgroup": "all", "cohort": "inside", "n": 41,
}  # fmt: skip
ROUNDED = {"n": None, "n_at_least": 40, "n_at_most": 49}


def told(**other: object) -> list[tuple]:
    return numbers_followed(pl.DataFrame([ROW | other])).select("cohort", "item", "n").rows()


def test_an_exact_number_is_known_as_it_is():
    assert told() == [("inside", "all", 41)]
    assert told(n_at_least=None, n_at_most=None) == [("inside", "all", 41)]


def test_a_rounded_one_says_how_many_there_are_at_least_and_at_most():
    assert told(**ROUNDED) == [("inside", "at_least", 40), ("inside", "at_most", 49)]
