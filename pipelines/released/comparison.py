"""released.comparison: what a comparison rests on, as far as it may leave."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.comparison_release import (
    KEY,
    MAIN,
    TO_HORIZON,
    open_comparisons,
    prior_use_leaves,
)
from pipelines.methods.disclosure import THRESHOLD

READS = (
    "released.comparison_balance",
    "released.comparison_count",
    "result.comparison",
    "result.estimate",
)

COUNTS = {"n_treated": "treated", "n_comparators": "comparator"}
LARGEST = "largest_covariate_before"
KEPT = (*KEY, "data_cut", "weights", "horizon_days", "why_not", "suppressed")
"""What is no number of persons: it stands in the agreement, or says that there is no comparison."""


def comparison(read: Reader) -> pl.DataFrame:
    """`result.comparison` with every number withheld of comparisons of which nothing may leave.

    Numbers of persons, of deaths and of unknown prior use among them, leave only where the number compared
    has left among the counts of its group, and for the main comparison only; the last also by a rule of its
    own (`prior_use_leaves`), and with them the effective number: of a group that is not weighted it is the
    number itself, of others nearly. Deaths up to the horizon never leave. The largest difference before
    weighting leaves where it does among the others. What tells two groups apart is said of groups of five or
    more: of fewer it would say what these persons have in common.
    """
    exact = read.frame("result.comparison")
    opened = open_comparisons(exact, read.frame("result.estimate")).with_columns(leaves=pl.lit(True))
    joined = exact.join(opened, on=KEY, how="left", maintain_order="left")
    counts = read.query(
        "select agreement_id, comparator_id, arm from released.comparison_count "
        "where category = 'compared' and not suppressed"
    )
    for name, arm in COUNTS.items():
        of_arm = counts.filter(pl.col("arm") == arm).select(
            *KEY[:2], pl.lit(MAIN).alias("cohort"), pl.lit(True).alias(f"leaves_{name}")
        )
        joined = joined.join(of_arm, on=KEY, how="left", maintain_order="left")
    leaves = {name: pl.col("leaves") for name in exact.columns if name not in KEPT}
    leaves["separated_by"] = pl.all_horizontal(pl.col(name) >= THRESHOLD for name in COUNTS)
    for name in COUNTS:
        arm = name.removeprefix("n_")
        leaves[name] = leaves[f"n_events_{arm}"] = pl.col("leaves") & pl.col(f"leaves_{name}")
        leaves[f"n_events_{arm}{TO_HORIZON}"] = pl.lit(False)
        leaves[f"effective_{name}"] = leaves[name]
        leaves[f"n_prior_use_unknown_{arm}"] = leaves[name] & prior_use_leaves(arm)
    told = read.frame("released.comparison_balance").select(
        *KEY, pl.col("covariate").alias(LARGEST), pl.col("difference_before").is_not_null().alias("has_it")
    )
    told = told.group_by(*KEY, LARGEST).agg(pl.col("has_it").all())
    joined = joined.join(told, on=[*KEY, LARGEST], how="left", nulls_equal=True, maintain_order="left")
    leaves["largest_difference_before"] = pl.col("leaves") & pl.col("has_it")
    withheld = [pl.when(is_open).then(name).alias(name) for name, is_open in leaves.items()]
    return joined.with_columns(*withheld, suppressed=pl.col("leaves").is_null()).select(exact.columns)
