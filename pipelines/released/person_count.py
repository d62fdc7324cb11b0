"""released.person_count: the counts of persons that may leave."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.person_counts import CELL, public_counts

READS = ("released.withheld_count", "result.person_count")


def person_count(read: Reader) -> pl.DataFrame:
    """`result.person_count` without the counts in `released.withheld_count`.

    Zeros are written out, so that a missing row does not say which withheld counts are none.
    """
    key = ["agreement_id", "data_cut", *CELL]
    exact = public_counts(read.frame("result.person_count"))
    withheld = read.frame("released.withheld_count").select(*key, is_withheld=pl.lit(True))
    return (
        exact.join(withheld, on=key, how="left", maintain_order="left")
        .with_columns(suppressed=pl.col("is_withheld").is_not_null())
        .with_columns(n=pl.when(~pl.col("suppressed")).then("n"))
        .select(exact.columns)
    )
