"""released.attrition: the patient flow with the sizes that may leave."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.patient_flow import group_frame, released_groups

READS = ("result.attrition",)

REACHING = {
    "treated": "treated",
    "new_starters": "all_treated",
    "not_outside": "inside_or_undetermined",
    "inside": "inside",
}
"""The group of persons who reach each step."""


def attrition(read: Reader) -> pl.DataFrame:
    """Sizes that would give a small group away are missing, and the row says that it is suppressed."""
    exact = read.frame("result.attrition")
    groups = group_frame(released_groups(exact))
    reaching = groups.rename({"group": "reaching"}).with_columns(pl.lit(True).alias("in_released"))
    leaving = groups.rename({"group": "reason"}).with_columns(pl.lit(True).alias("out_released"))
    return (
        exact.with_columns(pl.col("step").replace_strict(REACHING).alias("reaching"))
        .join(reaching, on=["agreement_id", "reaching"], how="left")
        .join(leaving, on=["agreement_id", "reason"], how="left")
        .with_columns(
            pl.when(pl.col("in_released")).then(pl.col("n_in")).alias("n_in"),
            pl.when(pl.col("out_released") | (pl.col("reason") == "analysed"))
            .then(pl.col("n_out"))
            .alias("n_out"),
        )
        .with_columns((pl.col("n_in").is_null() | pl.col("n_out").is_null()).alias("suppressed"))
        .select(exact.columns)
        .sort("agreement_id", "step_order")
    )
