"""result.share_estimate: how many were treated, and which share inside the indication."""

import polars as pl

from pipelines.building import Reader

READS = ("agreement.agreement", "agreement.subgroup", "cohort.eligibility", "cohort.group_member")
GROUP = ("agreement_id", "cohort", "subgroup", "level")

SHARE = "Share of new starters, exact (Clopper–Pearson) 95 % limits"
COUNT = "Count of persons whose first-ever recorded dose lies between the start of the agreement and the cut"


def share_estimate(read: Reader) -> pl.DataFrame:
    """Number treated of every group and the shares inside, outside and undetermined among new starters."""
    counts = read.query(
        """
        with shown as (
            select agreement_id, 'all' as subgroup, 'all' as level
            from agreement.agreement
            where not is_proposal
            union all
            select agreement_id, subgroup_id, level from agreement.subgroup
        )
        select shown.agreement_id, cohort.cohort, shown.subgroup, shown.level, count(member.person_id) as n
        from shown
        cross join (values ('inside'), ('inside_or_undetermined'), ('all_treated')) as cohort (cohort)
        left join cohort.group_member as member
            on member.agreement_id = shown.agreement_id
            and member.cohort = cohort.cohort
            and member.subgroup = shown.subgroup
            and member.level = shown.level
        group by shown.agreement_id, cohort.cohort, shown.subgroup, shown.level
        """
    )
    verdicts = read.query(
        """
        select
            member.agreement_id,
            member.cohort,
            member.subgroup,
            member.level,
            count(*) as n,
            count(*) filter (where eligibility.verdict = 'inside') as inside,
            count(*) filter (where eligibility.verdict = 'outside') as outside,
            count(*) filter (where eligibility.verdict = 'undetermined') as undetermined
        from cohort.group_member as member
        inner join cohort.eligibility as eligibility
            on eligibility.agreement_id = member.agreement_id and eligibility.person_id = member.person_id
        where member.cohort = 'all_treated'
        group by member.agreement_id, member.cohort, member.subgroup, member.level
        """
    )
    rows = pl.concat([_numbers(counts), _shares(verdicts), _bounds(verdicts)])
    return rows.with_columns(
        pl.lit(read.parameters["data_cut"]).alias("data_cut"),
        pl.lit(None, dtype=pl.Int32).alias("time_days"),
        pl.lit(False).alias("suppressed"),
    )


def _numbers(counts: pl.DataFrame) -> pl.DataFrame:
    return counts.select(
        *GROUP,
        pl.lit("number_treated").alias("measure"),
        pl.lit("new_starters").alias("variant"),
        pl.col("n").cast(pl.Float64).alias("estimate"),
        pl.lit(None, dtype=pl.Float64).alias("lower"),
        pl.lit(None, dtype=pl.Float64).alias("upper"),
        pl.lit("persons").alias("unit"),
        "n",
        pl.lit(None, dtype=pl.Int64).alias("n_events"),
        pl.lit(COUNT).alias("method"),
    )


def _shares(verdicts: pl.DataFrame) -> pl.DataFrame:
    return _with_limits(
        verdicts.unpivot(
            on=["inside", "outside", "undetermined"],
            index=[*GROUP, "n"],
            variable_name="verdict",
            value_name="n_events",
        ).with_columns(
            ("share_" + pl.col("verdict")).alias("measure"), pl.lit("new_starters").alias("variant")
        )
    )


def _bounds(verdicts: pl.DataFrame) -> pl.DataFrame:
    """The share inside with the undetermined allocated both ways: nobody of them inside, and everybody."""
    return _with_limits(
        verdicts.with_columns(
            pl.col("inside").alias("worst_case"),
            (pl.col("inside") + pl.col("undetermined")).alias("best_case"),
        )
        .unpivot(
            on=["worst_case", "best_case"],
            index=[*GROUP, "n"],
            variable_name="variant",
            value_name="n_events",
        )
        .with_columns(pl.lit("share_inside").alias("measure"))
    )


def _with_limits(long: pl.DataFrame) -> pl.DataFrame:
    from pipelines.methods.proportion import exact_interval

    lower, upper = exact_interval(long["n_events"].to_numpy(), long["n"].to_numpy())
    return long.with_columns(pl.Series("lower", lower), pl.Series("upper", upper)).select(
        *GROUP,
        "measure",
        "variant",
        (pl.col("n_events") / pl.col("n")).alias("estimate"),
        "lower",
        "upper",
        pl.lit("share").alias("unit"),
        "n",
        "n_events",
        pl.lit(SHARE).alias("method"),
    )
