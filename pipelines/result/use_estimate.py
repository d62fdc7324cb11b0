"""result.use_estimate: which share of the eligible was treated, and of the diagnosed tested."""

import polars as pl

from pipelines.building import Reader

READS = ("result.testing_count", "result.uptake_count")

KEY = ["agreement_id", "data_cut", "cohort", "subgroup", "level", "measure", "variant"]
EXACT = "Share with exact (Clopper–Pearson) 95 % limits"
DELIVERED = EXACT + ", of those for whom the source of treatment is delivered"
NOT_DELIVERED = "No number: the source of treatment delivers nothing from here"


def use_estimate(read: Reader) -> pl.DataFrame:
    """Shares in all and by region, made from the counts of uptake and testing."""
    shares = pl.concat(
        [_uptake(read.frame("result.uptake_count")), _testing(read.frame("result.testing_count"))]
    )
    return _with_limits(shares)


def _uptake(counts: pl.DataFrame) -> pl.DataFrame:
    """Treated among treated and untreated; who is possibly eligible is eligible or undetermined."""
    by_region = counts.filter(pl.col("grouping").is_in(["all", "region"]))
    surely = by_region.filter(pl.col("item") == "inside").with_columns(variant=pl.lit("inside"))
    possibly = by_region.with_columns(variant=pl.lit("inside_or_undetermined"))
    return _shares(
        pl.concat([surely, possibly]).with_columns(
            cohort=pl.lit("eligible"),
            measure=pl.lit("share_uptake"),
            subgroup="grouping",
            has=pl.col("category") == "treated",
            counts=pl.col("category").is_in(["treated", "untreated"]),
        )
    )


def _testing(counts: pl.DataFrame) -> pl.DataFrame:
    """Tested among the diagnosed; an agreement that asks for several biomarkers has a row for each."""
    several = pl.col("item").n_unique().over("agreement_id") > 1
    is_shown = (pl.col("grouping") == "all") | ((pl.col("grouping") == "region") & ~several)
    return _shares(
        counts.filter(is_shown).with_columns(
            cohort=pl.lit("diagnosed"),
            measure=pl.lit("share_tested"),
            variant=pl.lit("recorded_test"),
            subgroup=pl.when(several).then(pl.lit("criterion")).otherwise("grouping"),
            level=pl.when(several).then("item").otherwise("level"),
            has=pl.col("category") == "tested",
            counts=pl.lit(True),
        )
    )


def _shares(counted: pl.DataFrame) -> pl.DataFrame:
    return counted.group_by(KEY, maintain_order=True).agg(
        n=pl.col("n").filter(pl.col("counts")).sum(),
        n_events=pl.col("n").filter(pl.col("has")).sum(),
    )


def _with_limits(shares: pl.DataFrame) -> pl.DataFrame:
    from pipelines.methods.proportion import exact_interval

    known = shares.filter(pl.col("n") > 0)
    lower, upper = exact_interval(known["n_events"].to_numpy(), known["n"].to_numpy())
    known = known.with_columns(
        estimate=pl.col("n_events") / pl.col("n"),
        lower=pl.Series(lower, dtype=pl.Float64),
        upper=pl.Series(upper, dtype=pl.Float64),
        method=pl.when(pl.col("measure") == "share_uptake").then(pl.lit(DELIVERED)).otherwise(pl.lit(EXACT)),
    )
    unknown = shares.filter(pl.col("n") == 0).with_columns(
        *(pl.lit(None, dtype=pl.Float64).alias(name) for name in ("estimate", "lower", "upper")),
        method=pl.lit(NOT_DELIVERED),
    )
    return pl.concat([known, unknown.select(known.columns)]).with_columns(
        time_days=pl.lit(None, dtype=pl.Int32), unit=pl.lit("share"), suppressed=pl.lit(False)
    )
