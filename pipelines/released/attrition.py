"""released.attrition: the patient flow with the sizes that may leave."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.person_counts import REACHING

READS = ("released.withheld_count", "result.attrition")


def attrition(read: Reader) -> pl.DataFrame:
    """Sizes that would give a small group away are missing, and the row says that it is suppressed."""
    exact = read.frame("result.attrition")
    withheld = read.query(
        "select agreement_id, category, true as is_withheld from released.withheld_count where topic = 'flow'"
    )
    return (
        exact.with_columns(reaching=pl.col("step").replace_strict(REACHING))
        .join(
            _as(withheld, "in"),
            left_on=["agreement_id", "reaching"],
            right_on=["agreement_id", "category"],
            how="left",
        )
        .join(
            _as(withheld, "out"),
            left_on=["agreement_id", "reason"],
            right_on=["agreement_id", "category"],
            how="left",
        )
        .with_columns(
            n_in=pl.when(pl.col("in").is_null()).then("n_in"),
            n_out=pl.when(pl.col("out").is_null()).then("n_out"),
        )
        .with_columns(suppressed=pl.col("n_in").is_null() | pl.col("n_out").is_null())
        .select(exact.columns)
        .sort("agreement_id", "step_order")
    )


def _as(withheld: pl.DataFrame, name: str) -> pl.DataFrame:
    return withheld.rename({"is_withheld": name})
