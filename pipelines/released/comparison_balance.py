"""released.comparison_balance: how alike the two groups are, as far as it may leave."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.comparison_release import KEY, MAIN, open_comparisons
from pipelines.methods.disclosure import THRESHOLD

READS = ("result.comparison", "result.comparison_balance", "result.comparison_count", "result.estimate")

COVARIATE = [*KEY, "covariate"]
NUMBERS = [
    f"{name}_{when}" for when in ("before", "after") for name in ("treated", "comparator", "difference")
]
OF_THE_TREATED = ["treated_before", "difference_before"]


def comparison_balance(read: Reader) -> pl.DataFrame:
    """Balance of the main comparison: all levels of a covariate, or none of them; never a count.

    A share tells how many persons have a level, so each level has none or at least five in both groups.
    Where some of the agreement's patients are not among the treated, the shares of the treated before
    weighting stay: beside those of the agreement's subgroups they would tell who was left out.
    """
    exact = read.frame("result.comparison_balance")
    opened = open_comparisons(read.frame("result.comparison"), read.frame("result.estimate"))
    counts = (pl.col("n_treated"), pl.col("n_comparators"))
    is_small = pl.any_horizontal(count.is_between(1, THRESHOLD - 1) for count in counts)
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
    tells = pl.col("has_left_out").fill_null(False) & (pl.col("level") != "all")
    return joined.with_columns(
        *(
            pl.when(pl.col("leaves") & ~tells if name in OF_THE_TREATED else pl.col("leaves"))
            .then(name)
            .alias(name)
            for name in NUMBERS
        ),
        *(pl.lit(None, dtype=pl.Int64).alias(name) for name in ("n_treated", "n_comparators")),
        suppressed=pl.col("leaves").is_null(),
    ).select(exact.columns)
