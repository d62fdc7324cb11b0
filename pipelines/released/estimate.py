"""released.estimate: the numbers that may leave."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.patient_flow import (
    COUNTED_COHORT,
    group_frame,
    released_groups,
    released_sizes,
)

READS = ("released.survival_curve", "result.attrition", "result.estimate")

SHARED_GROUPS = ("inside", "outside", "undetermined")


def estimate(read: Reader) -> pl.DataFrame:
    """`result.estimate` with every number withheld that rests on, or would reveal, a small group.

    A row is withheld when its cohort's size may not leave, when a share's count may not, when a survival at
    a time is not among the released points of its curve, when a median or cost rests on fewer than five
    events or completely followed persons. A number of persons leaves only where it is no small group away
    from another number of the same cohort, and counts of events only with it, for one cohort, and where
    neither they nor their complement are small.
    """
    exact = read.frame("result.estimate")
    groups = group_frame(released_groups(read.frame("result.attrition")))
    points = read.query(
        "select agreement_id, cohort, measure, variant, time_days, true as point_released "
        "from released.survival_curve where not suppressed"
    )
    cohorts = groups.rename({"group": "cohort"}).with_columns(pl.lit(True).alias("cohort_released"))
    shares = groups.filter(pl.col("group").is_in(SHARED_GROUPS)).select(
        "agreement_id", ("share_" + pl.col("group")).alias("measure"), pl.lit(True).alias("share_released")
    )
    joined = (
        exact.join(cohorts, on=["agreement_id", "cohort"], how="left")
        .join(shares, on=["agreement_id", "measure"], how="left")
        .join(points, on=["agreement_id", "cohort", "measure", "variant", "time_days"], how="left")
    )
    sizes = released_sizes(exact).with_columns(pl.lit(True).alias("size_released"))
    joined = joined.join(sizes, on=["agreement_id", "cohort", "n"], how="left")
    n, n_events = pl.col("n"), pl.col("n_events")
    withheld = (
        pl.col("cohort_released").is_null()
        | ((pl.col("unit") == "share") & pl.col("share_released").is_null())
        | ((pl.col("unit") == "probability") & pl.col("point_released").is_null())
        | (pl.col("unit").is_in(["days", "NOK"]) & (n_events.fill_null(0) < THRESHOLD))
    )
    small_part = n_events.is_between(1, THRESHOLD - 1) | (n - n_events).is_between(1, THRESHOLD - 1)
    counted = (pl.col("cohort") == COUNTED_COHORT) | (pl.col("unit") == "share")
    size_hidden = pl.col("suppressed") | pl.col("size_released").is_null()
    return (
        joined.with_columns(withheld.fill_null(True).alias("suppressed"))
        .with_columns(
            *(
                pl.when(~pl.col("suppressed")).then(pl.col(name)).alias(name)
                for name in ("estimate", "lower", "upper")
            ),
            pl.when(~size_hidden).then(n).alias("n"),
            pl.when(~size_hidden & counted & ~small_part.fill_null(False)).then(n_events).alias("n_events"),
        )
        .select(exact.columns)
    )
