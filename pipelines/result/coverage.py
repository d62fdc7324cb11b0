"""result.coverage: how many of those whom NPR shows a register holds (dekningsgrad)."""

import polars as pl

from pipelines.building import Reader

READS = ("cohort.coverage_person",)

COUNTED = """
    with place as (
        select
            agreement_id, register, denominator, is_delivered, is_found,
            coalesce(hospital_id, 'unknown') as hospital,
            coalesce(region_code, 'unknown') as region,
            cast(year(first_contact_date) as varchar) as year,
            bool_or(is_delivered) over (partition by agreement_id, register, denominator) as is_any_delivered
        from cohort.coverage_person
    ),
    grouped as (
        select *, 'all' as grouping, 'all' as level, is_any_delivered as is_counted from place
        union all
        select *, 'all', 'delivered', true from place where is_delivered
        union all
        select *, 'region', region, is_delivered from place
        union all
        select *, 'hospital', hospital, is_delivered from place
        union all
        select *, 'year', year, is_delivered from place
    )
    select
        agreement_id, register, denominator, grouping, level,
        count(*) as n_shown,
        count(*) filter (where is_counted) as n_counted,
        count(*) filter (where is_counted and is_found) as n_held
    from grouped
    group by agreement_id, register, denominator, grouping, level
"""


def coverage(read: Reader) -> pl.DataFrame:
    """A level of which nothing is delivered keeps the number that NPR shows, and has no share."""
    from pipelines.methods.proportion import exact_interval

    counts = read.query(COUNTED).sort("agreement_id", "register", "denominator", "grouping", "level")
    lower, upper = exact_interval(counts["n_held"].to_numpy(), counts["n_counted"].to_numpy())
    is_delivered = pl.col("n_counted") > 0
    of_delivered = {
        "n_found": pl.col("n_held"),
        "share": pl.col("n_held") / pl.col("n_counted"),
        "lower": pl.Series(lower, dtype=pl.Float64),
        "upper": pl.Series(upper, dtype=pl.Float64),
    }
    return counts.select(
        "agreement_id",
        pl.lit(read.parameters["data_cut"]).alias("data_cut"),
        "register",
        "denominator",
        "grouping",
        "level",
        pl.when(is_delivered).then("n_counted").otherwise("n_shown").alias("n_denominator"),
        *(pl.when(is_delivered).then(value).alias(name) for name, value in of_delivered.items()),
        is_delivered.alias("is_delivered"),
        pl.lit(False).alias("suppressed"),
    )
