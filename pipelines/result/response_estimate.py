"""result.response_estimate: shares with a reported response or a transplantation, and time to response."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.stratum import pack, unpack

READS = ("cohort.group_member", "outcome.response", "outcome.transplant_outcome")
GROUP = ("agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days")

REPORTED = (
    "Share of those for whom the register is complete through the window, exact (Clopper–Pearson) 95 % limits"
)
TRANSPLANTED = (
    "Share of those for whom NPR is complete through the window, exact (Clopper–Pearson) 95 % limits"
)
MEDIAN = (
    "Median of those with a report in the window, exact 95 % limits by order statistics (from six persons on)"
)

# The measures share one shape: who is counted, and who has it. Those not due are counted nowhere.
ANSWERS = """
    with answer as (
        select
            agreement_id, person_id, 'share_response_reported' as measure, response as variant, within_days,
            answer = 'yes' as has_it
        from outcome.response
        where answer <> 'not_due'
        union all
        select agreement_id, person_id, 'share_response_unknown', response, within_days, answer = 'unknown'
        from outcome.response
        where answer <> 'not_due'
        union all
        select agreement_id, person_id, 'share_transplanted', 'among_treated', within_days, answer = 'yes'
        from outcome.transplant_outcome
        where answer in ('yes', 'no')
        union all
        select
            transplant.agreement_id, transplant.person_id, 'share_transplanted',
            'among_' || response.response, transplant.within_days,
            transplant.answer = 'yes'
            and coalesce(transplant.days_from_index >= response.days_from_index, true)
        from outcome.transplant_outcome as transplant
        inner join outcome.response as response
            on response.agreement_id = transplant.agreement_id and response.person_id = transplant.person_id
        where transplant.answer in ('yes', 'no') and response.answer = 'yes'
    )
    select
        member.agreement_id, member.cohort, member.subgroup, member.level, answer.measure, answer.variant,
        answer.within_days as time_days,
        count(*) as n,
        count(*) filter (where answer.has_it) as n_events
    from cohort.group_member as member
    inner join answer on answer.agreement_id = member.agreement_id and answer.person_id = member.person_id
    group by all
"""
TIMES = """
    select
        member.agreement_id, member.cohort, member.subgroup, member.level,
        'time_to_response_median' as measure, response.response as variant,
        cast(response.within_days as varchar) as time_days,
        response.days_from_index as time
    from cohort.group_member as member
    inner join outcome.response as response
        on response.agreement_id = member.agreement_id and response.person_id = member.person_id
    where response.answer = 'yes'
"""


def response_estimate(read: Reader) -> pl.DataFrame:
    """Shares and medians for each agreement, group and response that the agreement looks for.

    Of a reported response, no report is unknown: the share is a lower limit, and how many are unknown stands
    beside it. The limits are those of the share with a report, not of the true share.
    """
    return pl.concat([_shares(read.query(ANSWERS)), _medians(read.query(TIMES))]).with_columns(
        pl.lit(read.parameters["data_cut"]).alias("data_cut"),
        pl.lit(False).alias("suppressed"),
    )


def _shares(counts: pl.DataFrame) -> pl.DataFrame:
    from pipelines.methods.proportion import exact_interval

    lower, upper = exact_interval(counts["n_events"].to_numpy(), counts["n"].to_numpy())
    is_transplant = pl.col("measure") == "share_transplanted"
    return counts.select(
        *GROUP,
        (pl.col("n_events") / pl.col("n")).alias("estimate"),
        pl.Series("lower", lower, dtype=pl.Float64),
        pl.Series("upper", upper, dtype=pl.Float64),
        pl.lit("share").alias("unit"),
        "n",
        "n_events",
        pl.when(is_transplant).then(pl.lit(TRANSPLANTED)).otherwise(pl.lit(REPORTED)).alias("method"),
    )


def _medians(times: pl.DataFrame) -> pl.DataFrame:
    from pipelines.methods.exact_median import exact_median

    return unpack(exact_median(pack(times, GROUP)), GROUP).select(
        *(pl.col("time_days").cast(pl.Int32) if name == "time_days" else name for name in GROUP),
        "estimate",
        "lower",
        "upper",
        pl.lit("days").alias("unit"),
        "n",
        pl.col("n").alias("n_events"),
        pl.lit(MEDIAN).alias("method"),
    )
