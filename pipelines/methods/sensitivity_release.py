"""Which sensitivity estimates of survival may leave: those that leave no small group out.

A sensitivity estimate counts some of the persons of the main estimate, and of a laxer demand of its kind.
Those left out of either, their deaths, and those of them who lived are none or at least five, where it
leaves; so are the dead and the living of those who remain. The counts themselves never leave.
"""

import polars as pl

from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.survival_terms import SENSITIVITY

QUESTION = ["agreement_id", "cohort", "subgroup", "level", "measure", "time_days"]
MAIN = "kaplan_meier"
LAXER = {"minimum_follow_up_365": "minimum_follow_up_183", "earlier_end_365": "earlier_end_183"}
"""The demand whose persons hold those of another."""


def released_sensitivity(estimates: pl.DataFrame) -> pl.DataFrame:
    """The sensitivity estimates that may leave: the columns of QUESTION and `variant`.

    `estimates` has the exact columns of `result.estimate`; subgroups' sensitivity estimates stay.
    """
    whole = estimates.filter(pl.col("subgroup") == "all")
    n, n_events = pl.col("n"), pl.col("n_events")
    asked = whole.filter(
        pl.col("variant").is_in(SENSITIVITY),
        _none_or_enough(n - n_events) & (n_events >= THRESHOLD),
    )
    beside_main = _beside(asked.with_columns(wider=pl.lit(MAIN)), whole).filter(_leaves_out_no_few())
    laxer = pl.col("variant").replace_strict(LAXER, default=None, return_dtype=pl.String)
    beside_laxer = _beside(beside_main.select(asked.columns).with_columns(wider=laxer), beside_main)
    tells_of_few = beside_laxer.filter(~_leaves_out_no_few())
    key = [*QUESTION, "variant"]
    return beside_main.join(tells_of_few, on=key, how="anti", nulls_equal=True).select(key)


def _beside(asked: pl.DataFrame, wider: pl.DataFrame) -> pl.DataFrame:
    """With the numbers of the estimate that each lies within."""
    numbers = wider.select(*QUESTION, wider="variant", n_wider="n", n_events_wider="n_events")
    return asked.join(numbers, on=[*QUESTION, "wider"], nulls_equal=True)


def _leaves_out_no_few() -> pl.Expr:
    left_out, of_them_dead = pl.col("n_wider") - pl.col("n"), pl.col("n_events_wider") - pl.col("n_events")
    return pl.all_horizontal(map(_none_or_enough, (left_out, of_them_dead, left_out - of_them_dead)))


def _none_or_enough(count: pl.Expr) -> pl.Expr:
    return (count == 0) | (count >= THRESHOLD)
