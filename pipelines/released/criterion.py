"""released.criterion: criteria with the counts that may leave."""

import polars as pl

from pipelines.building import Reader

READS = ("released.withheld_count", "result.criterion")

COUNTS = ("met", "not_met", "unknown")


def criterion(read: Reader) -> pl.DataFrame:
    """`result.criterion` without the counts in `released.withheld_count`."""
    exact = read.frame("result.criterion")
    withheld = read.query(
        "select agreement_id, item as criterion_id, category from released.withheld_count "
        "where topic = 'criterion' and grouping = 'all'"
    )
    hidden = withheld.group_by("agreement_id", "criterion_id").agg(hidden="category")
    return (
        exact.join(hidden, on=["agreement_id", "criterion_id"], how="left", maintain_order="left")
        .with_columns(pl.col("hidden").fill_null([]))
        .with_columns(
            suppressed=pl.col("hidden").list.len() > 0,
            **{
                f"n_{count}": pl.when(~pl.col("hidden").list.contains(count)).then(f"n_{count}")
                for count in COUNTS
            },
        )
        .select(exact.columns)
    )
