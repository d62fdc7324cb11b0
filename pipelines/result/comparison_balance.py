"""result.comparison_balance: how alike the two groups are, before and after weighting."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.comparison_groups import UNKNOWN, ComparisonGroups
from pipelines.result.comparison import GROUPS_READ, groups_of

READS = GROUPS_READ


def comparison_balance(read: Reader) -> pl.DataFrame:
    """A row per covariate, or per level of a category, of every comparison that can be weighted."""
    found = [_balance(groups) for groups in groups_of(read) if groups.weighted is not None]
    return pl.concat([_empty(), *found]).with_columns(
        pl.lit(read.parameters["data_cut"]).alias("data_cut"), pl.lit(False).alias("suppressed")
    )


def _balance(groups: ComparisonGroups) -> pl.DataFrame:
    from pipelines.methods.balance import balance

    assert groups.weighted is not None
    rows = balance(groups.weighted, groups.covariates)
    is_indicator = pl.col("covariate").str.ends_with(UNKNOWN)
    level = pl.when(is_indicator).then(pl.lit("missing")).otherwise("level")
    return (
        rows.filter(~is_indicator | (pl.col("level") == "true"))
        .with_columns(
            agreement_id=pl.lit(groups.agreement_id),
            comparator_id=pl.lit(groups.comparator_id),
            cohort=pl.lit(groups.cohort),
            level=level.fill_null("all"),
            covariate=pl.col("covariate").str.strip_suffix(UNKNOWN),
        )
        .with_columns(
            n_treated=_persons(groups, "treated_before", 1),
            n_comparators=_persons(groups, "comparator_before", 0),
        )
        # Exact likeness leaves rounding errors, which are no differences.
        .with_columns(pl.col("difference_before", "difference_after").round(12))
        .select(_empty().columns)
    )


def _persons(groups: ComparisonGroups, share: str, treated: int) -> pl.Expr:
    """Persons of the level in a group; of a number, everybody."""
    n = groups.persons.filter(pl.col("treated") == treated).height
    counted = (pl.col(share) * n).round(0).cast(pl.Int64)
    return pl.when(pl.col("level") == "all").then(pl.lit(n, dtype=pl.Int64)).otherwise(counted)


def _empty() -> pl.DataFrame:
    keys = ("agreement_id", "comparator_id", "cohort", "covariate", "level")
    numbers = [
        f"{name}_{when}" for when in ("before", "after") for name in ("treated", "comparator", "difference")
    ]
    counts = dict.fromkeys(("n_treated", "n_comparators"), pl.Int64)
    return pl.DataFrame(schema=dict.fromkeys(keys, pl.String) | dict.fromkeys(numbers, pl.Float64) | counts)
