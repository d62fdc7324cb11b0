"""result.cost_estimate: mean cost per patient from index date to the horizon, by three estimators."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.stratum import pack, unpack

READS = (
    "agreement.agreement",
    "cohort.group_member",
    "outcome.cost_follow_up",
    "outcome.drug_cost",
    "outcome.hospital_cost",
)
GROUP = ("agreement_id", "cohort", "subgroup", "level", "measure", "basis")

METHODS = {
    "naive": "Mean of the cost that was seen; too low, because cost after censoring is left out",
    "lin": "Lin 1997: cost per day among those followed, weighted by Kaplan–Meier survival",
    "bang_tsiatis": "Bang and Tsiatis 2000, partitioned: cost over the probability of being followed",
}

FOLLOW_UP = """
    select
        member.agreement_id,
        member.cohort,
        member.subgroup,
        member.level,
        follow_up.cost_source,
        member.person_id,
        follow_up.follow_up_days,
        follow_up.is_complete,
        agreement.cost_horizon_days
    from cohort.group_member as member
    inner join outcome.cost_follow_up as follow_up
        on follow_up.agreement_id = member.agreement_id and follow_up.person_id = member.person_id
    inner join agreement.agreement as agreement on agreement.agreement_id = member.agreement_id
    where member.cohort <> 'earlier_starter'
"""
COSTS = """
    select
        agreement_id, person_id, 'drug' as cost_source, 'mean_drug_cost' as measure, '' as basis,
        days_from_index, cast(cost_nok as double) as cost_nok
    from outcome.drug_cost
    union all
    select
        agreement_id, person_id, 'hospital', 'mean_hospital_cost', '_all_drg',
        days_from_index, cast(cost_nok as double)
    from outcome.hospital_cost
    where cost_nok is not null
    union all
    select
        agreement_id, person_id, 'hospital', 'mean_hospital_cost', '_without_drug_drg',
        days_from_index, cast(cost_nok as double)
    from outcome.hospital_cost
    where not is_drug_treatment_drg and cost_nok is not null
"""
MEASURES = pl.DataFrame(
    [
        ("drug", "mean_drug_cost", ""),
        ("hospital", "mean_hospital_cost", "_all_drg"),
        ("hospital", "mean_hospital_cost", "_without_drug_drg"),
    ],
    schema=["cost_source", "measure", "basis"],
    orient="row",
)


def cost_estimate(read: Reader) -> pl.DataFrame:
    """Mean cost in [0, horizon) for each agreement, group, kind of cost and estimator."""
    follow_up = read.query(FOLLOW_UP).join(MEASURES, on="cost_source")
    costs = read.query(COSTS)
    unpriced = _unpriced(read)
    parts = [
        _at_horizon(followed.drop("cost_horizon_days"), costs, int(horizon))
        for (horizon,), followed in follow_up.group_by("cost_horizon_days", maintain_order=True)
    ]
    if not parts:  # nobody is followed: no row, whatever the columns
        return pl.DataFrame(schema={"agreement_id": pl.String})
    rows = pl.concat(parts).join(unpriced, on=["agreement_id", "measure"], how="left")
    return rows.with_columns(
        pl.concat_str("method", pl.col("left_out").fill_null("")).alias("method"),
        pl.lit(read.parameters["data_cut"]).alias("data_cut"),
        pl.lit("NOK").alias("unit"),
        pl.lit(False).alias("suppressed"),
    ).drop("left_out")


def _unpriced(read: Reader) -> pl.DataFrame:
    """What has no price is not free: the method says how many records were left out, if any."""
    counts = read.query(
        """
        select agreement_id, 'mean_drug_cost' as measure, sum(n_unpriced) as n_left_out
        from outcome.drug_cost group by agreement_id
        union all
        select agreement_id, 'mean_hospital_cost', count(*) filter (where cost_nok is null)
        from outcome.hospital_cost group by agreement_id
        """
    )
    return counts.filter(pl.col("n_left_out") > 0).select(
        "agreement_id",
        "measure",
        pl.format(
            "; {} records without a known price are left out", pl.col("n_left_out").cast(pl.Int64)
        ).alias("left_out"),
    )


def _at_horizon(follow_up: pl.DataFrame, costs: pl.DataFrame, horizon_days: int) -> pl.DataFrame:
    from pipelines.methods.mean_cost import mean_cost

    of_cohorts = costs.drop("cost_source").join(
        follow_up.select(*GROUP, "person_id"),
        on=["agreement_id", "measure", "basis", "person_id"],
    )
    estimates = mean_cost(
        pack(of_cohorts, GROUP).select("stratum", "person_id", "days_from_index", "cost_nok"),
        pack(follow_up, GROUP).select("stratum", "person_id", "follow_up_days", "is_complete"),
        tau_days=horizon_days,
    )
    return unpack(estimates, GROUP).select(
        "agreement_id",
        "cohort",
        "subgroup",
        "level",
        "measure",
        (pl.col("estimator") + pl.col("basis")).alias("variant"),
        pl.lit(horizon_days, dtype=pl.Int32).alias("time_days"),
        "estimate",
        "lower",
        "upper",
        pl.col("n").cast(pl.Int64),
        pl.col("n_complete").cast(pl.Int64).alias("n_events"),
        pl.col("estimator").replace_strict(METHODS).alias("method"),
    )
