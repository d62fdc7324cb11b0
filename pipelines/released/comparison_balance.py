"""released.comparison_balance: how alike the two groups are, as far as it may leave."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.comparison_precision import rounded_balance
from pipelines.methods.comparison_release import KEY, MAIN, open_comparisons
from pipelines.methods.disclosure import THRESHOLD

READS = (
    "released.comparison_count",
    "result.comparison",
    "result.comparison_balance",
    "result.comparison_count",
    "result.estimate",
)

COVARIATE = [*KEY, "covariate"]
ARMS = ("treated", "comparator")
NUMBERS = [f"{name}_{when}" for when in ("before", "after") for name in (*ARMS, "difference")]
UNWEIGHTED = "treated"
"""Weights under which the treated after weighting are the treated before it."""


def comparison_balance(read: Reader) -> pl.DataFrame:
    """Balance of the main comparison: all levels of a covariate, or none of them; never a count.

    A share tells how many persons have a level, so each level has none or at least five in both groups.
    With all its digits a share is a fraction of persons: before weighting it leaves only where the number
    compared has left among the counts of its group, and so does the difference, which both shares give. Where
    some of the agreement's patients are not among the treated, the shares of the treated stay: beside those
    of the agreement's subgroups they would tell who was left out. Of treated who are not weighted, weighting
    tells the same share, and that of the comparators nearly the same. Means, differences and weighted shares
    are rounded (`comparison_precision`).
    """
    not_followed = read.frame("result.comparison_count").filter(category="not_followed")
    exact = rounded_balance(
        read.frame("result.comparison_balance"), read.frame("result.comparison"), not_followed
    )
    opened = open_comparisons(read.frame("result.comparison"), read.frame("result.estimate"))
    sizes = (pl.col("n_treated"), pl.col("n_comparators"))
    is_small = pl.any_horizontal(size.is_between(1, THRESHOLD - 1) for size in sizes)
    small = exact.filter(is_small).select(COVARIATE).unique()
    left_out = (
        read.frame("result.comparison_count")
        .filter(
            (pl.col("arm") == "treated") & pl.col("category").is_in(["other_group", "not_followed"])
            & (pl.col("n") > 0)
        )
        .select(KEY[:2])
        .unique()
        .with_columns(has_left_out=pl.lit(True))
    )  # fmt: skip
    leaving = (
        exact.filter(pl.col("cohort") == MAIN)
        .join(opened, on=KEY, how="semi")
        .join(small, on=COVARIATE, how="anti")
        .select(*COVARIATE, "level", leaves=pl.lit(True))
    )
    joined = exact.join(leaving, on=[*COVARIATE, "level"], how="left", maintain_order="left").join(
        left_out, on=KEY[:2], how="left", maintain_order="left"
    )
    counts = read.query(
        "select agreement_id, comparator_id, arm from released.comparison_count "
        "where category = 'compared' and not suppressed"
    )
    for arm in ARMS:
        has_count = counts.filter(arm=arm).select(KEY[:2]).with_columns(pl.lit(True).alias(f"has_{arm}"))
        joined = joined.join(has_count, on=KEY[:2], how="left", maintain_order="left")
    unweighted = read.frame("result.comparison").select(*KEY, is_plain=pl.col("weights") == UNWEIGHTED)
    joined = joined.join(unweighted, on=KEY, how="left", maintain_order="left")
    is_share = pl.col("level") != "all"
    is_open = {arm: pl.col(f"has_{arm}").fill_null(False) for arm in ARMS}
    is_open["treated"] &= ~pl.col("has_left_out").fill_null(False)
    is_open["both"] = is_open["treated"] & is_open["comparator"]
    after = is_open["treated"] | ~pl.col("is_plain").fill_null(False)
    stays = {
        "treated_before": is_share & ~is_open["treated"],
        "comparator_before": is_share & ~is_open["comparator"],
        "difference_before": is_share & ~is_open["both"],
        "treated_after": is_share & ~after,
        "comparator_after": is_share & ~after,
        "difference_after": pl.lit(False),
    }
    return joined.with_columns(
        *(pl.when(pl.col("leaves") & ~stays[name]).then(name).alias(name) for name in NUMBERS),
        *(pl.lit(None, dtype=pl.Int64).alias(name) for name in ("n_treated", "n_comparators")),
        suppressed=pl.col("leaves").is_null(),
    ).select(exact.columns)
