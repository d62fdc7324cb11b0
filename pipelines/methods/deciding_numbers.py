"""By which numbers rules decide: where one is not told, by the smallest that it could be.

A mean that leaves from five events on says that there were five, and one told more finely from a hundred
persons on that there were a hundred. Beside a number that has left, that would bound a difference of 1 to 4
persons: of seven treated, of whom at least five were followed, at most two were not. So a number of persons
that is 1 to 4 away from one that is told decides as if it were four fewer than that; and events whose
complement is small, as if the complement were four. Where so few are treated that it is not told whether all
of them were asked, all decide as four fewer too.
"""

import polars as pl

from pipelines.methods.answers_told import ASKED_BY
from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.patient_flow import MORE_THAN_FEW_COME

SIZE = ["agreement_id", "cohort", "n"]


def deciding_numbers(estimates: pl.DataFrame, sizes: pl.DataFrame) -> pl.DataFrame:
    """`estimates` with `n` and `n_events` as rules may decide by them, in the same order.

    `estimates` has the exact columns of `result.estimate`, `sizes` those of `patient_flow.released_sizes`.
    Subgroups keep their numbers: they leave only where all of them may be told.
    """
    few = THRESHOLD - 1
    near = (
        estimates.select(SIZE)
        .unique()
        .join(sizes.rename({"n": "told"}), on=["agreement_id", "cohort"])
        .filter((pl.col("told") - pl.col("n")).abs() <= few)
        .group_by(SIZE)
        .agg(
            smallest=pl.when((pl.col("told") == pl.col("n")).any())
            .then(pl.col("n").first())
            .otherwise(pl.col("told").min() - few)
        )
    )
    treated = (
        estimates.filter((pl.col("measure") == "number_treated") & (pl.col("subgroup") == "all"))
        .select(SIZE)
        .unique()
        .with_columns(is_everybody=pl.col("n") < MORE_THAN_FEW_COME)
    )
    n, n_events, smallest = pl.col("n"), pl.col("n_events"), pl.col("smallest").fill_null(pl.col("n"))
    is_asked = pl.col("measure").is_in(ASKED_BY)
    smallest = pl.when(is_asked & pl.col("is_everybody")).then(n - few).otherwise(smallest)
    is_small = (n - n_events).is_between(1, few)
    at_most = smallest - pl.when(is_small).then(few).otherwise(0)
    return (
        estimates.join(near, on=SIZE, how="left", maintain_order="left")
        .join(treated, on=SIZE, how="left", maintain_order="left")
        .with_columns(
            n=pl.when(pl.col("subgroup") == "all").then(pl.min_horizontal(n, smallest)).otherwise(n),
            n_events=pl.when((pl.col("subgroup") == "all") & n_events.is_not_null())
            .then(pl.min_horizontal(n_events, at_most))
            .otherwise(n_events),
        )
        .drop("smallest", "is_everybody")
    )
