"""result.course_estimate: doses and cycles of the first course, its cost under each end rule."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.course_terms import CORRECTED_MEAN, QUANTILES
from pipelines.methods.measures import MEASURES
from pipelines.methods.stratum import pack, unpack

READS = (
    "agreement.agreement",
    "cohort.group_member",
    "outcome.treatment_cycle",
    "outcome.treatment_duration",
    "outcome.treatment_record",
)
GROUP = ("agreement_id", "cohort", "subgroup", "level", "measure", "rule")
PERSON = ("agreement_id", "person_id", "rule")

MEAN = "Bang and Tsiatis 2000, partitioned, until treatment ends or the horizon; limits on the log scale"
QUANTILE = (
    "Quantile of the totals of those followed completely, weighted by 1 / probability of being followed"
)
UNPRICED = "; records without a known price are left out"

# Followed until treatment ended under the rule: then nothing more can come.
FOLLOW_UP = """
    select
        group_member.agreement_id,
        group_member.cohort,
        group_member.subgroup,
        group_member.level,
        group_member.person_id,
        duration.variant as rule,
        duration.variant = agreement.primary_duration_variant as is_primary,
        duration.time_days as follow_up_days,
        duration.is_event as is_complete,
        agreement.cost_horizon_days
    from cohort.group_member as group_member
    inner join outcome.treatment_duration as duration
        on duration.agreement_id = group_member.agreement_id and duration.person_id = group_member.person_id
    inner join agreement.agreement as agreement on agreement.agreement_id = group_member.agreement_id
"""
COSTS = """
    select
        agreement_id, person_id, variant as rule, days_from_index,
        coalesce(sum(cast(drug_cost_nok as double)), 0) as amount,
        count(*) > count(drug_cost_nok) as has_unpriced
    from outcome.treatment_record
    group by agreement_id, person_id, variant, days_from_index
"""
CYCLES = """
    select
        cycle.agreement_id, cycle.person_id, agreement.primary_duration_variant as rule, cycle.days_from_index
    from outcome.treatment_cycle as cycle
    inner join agreement.agreement as agreement on agreement.agreement_id = cycle.agreement_id
"""


def course_estimate(read: Reader) -> pl.DataFrame:
    """Means and quantiles up to the agreement's cost horizon for each agreement and group."""
    follow_up = read.query(FOLLOW_UP)
    costs, cycles = read.query(COSTS), read.query(CYCLES)
    primary = follow_up.filter("is_primary")
    parts = [
        _estimates("drug_cost_on_treatment", follow_up, costs),
        _estimates("doses", primary, costs.with_columns(amount=pl.lit(1.0))),
        # Whose cycles the records do not tell has none here: unknown, not zero.
        _estimates(
            "cycles",
            primary.join(cycles, on=PERSON, how="semi"),
            cycles.with_columns(amount=pl.lit(1.0)),
        ),
    ]
    found = [part for part in parts if part is not None]
    if not found:  # nobody is followed: no row, whatever the columns
        return pl.DataFrame(schema={"agreement_id": pl.String})
    unpriced = costs.filter("has_unpriced").select("agreement_id", pl.lit("NOK").alias("unit")).unique()
    return (
        pl.concat(found)
        .join(unpriced.with_columns(left_out=pl.lit(UNPRICED)), on=["agreement_id", "unit"], how="left")
        .with_columns(
            pl.concat_str("method", pl.col("left_out").fill_null("")).alias("method"),
            pl.lit(read.parameters["data_cut"]).alias("data_cut"),
            pl.lit(False).alias("suppressed"),
        )
        .drop("left_out")
    )


def _estimates(measure: str, follow_up: pl.DataFrame, amounts: pl.DataFrame) -> pl.DataFrame | None:
    """One measure for every group; None where nobody is followed."""
    parts = [
        _at_horizon(measure, followed, amounts, int(horizon))
        for (horizon,), followed in follow_up.group_by("cost_horizon_days", maintain_order=True)
    ]
    return pl.concat(parts) if parts else None


def _at_horizon(
    measure: str, follow_up: pl.DataFrame, amounts: pl.DataFrame, horizon_days: int
) -> pl.DataFrame:
    from pipelines.methods.mean_cost import mean_cost

    followed = pack(follow_up.with_columns(measure=pl.lit(measure)), GROUP).select(
        "stratum", "person_id", "follow_up_days", "is_complete"
    )
    received = pack(follow_up.with_columns(measure=pl.lit(measure)).join(amounts, on=PERSON), GROUP).select(
        "stratum", "person_id", "days_from_index", cost_nok="amount"
    )
    means = mean_cost(received, followed, tau_days=horizon_days).filter(estimator="bang_tsiatis")
    unit = MEASURES[measure].unit
    parts = [means.with_columns(variant=pl.lit(CORRECTED_MEAN), method=pl.lit(MEAN))]
    if unit != "NOK":
        parts.append(_quantiles(received, followed, means, horizon_days))
    rows = unpack(pl.concat(parts, how="diagonal"), GROUP)
    return rows.select(
        "agreement_id", "cohort", "subgroup", "level", "measure",
        pl.col("rule").alias("variant") if unit == "NOK" else "variant",
        pl.lit(horizon_days, dtype=pl.Int32).alias("time_days"),
        "estimate", "lower", "upper",
        pl.lit(unit).alias("unit"),
        pl.col("n").cast(pl.Int64),
        pl.col("n_complete").cast(pl.Int64).alias("n_events"),
        "method",
    )  # fmt: skip


def _quantiles(
    received: pl.DataFrame, followed: pl.DataFrame, means: pl.DataFrame, horizon_days: int
) -> pl.DataFrame:
    """Quartiles of the totals up to the horizon; missing where the mean is, for too few were followed."""
    from pipelines.methods.total_quantile import total_quantile

    person = ["stratum", "person_id"]
    totals = (
        received.filter(pl.col("days_from_index") < horizon_days)
        .group_by(person)
        .agg(total=pl.col("cost_nok").sum())
    )
    persons = followed.join(totals, on=person, how="left").select(
        "stratum",
        is_complete=pl.col("is_complete") | (pl.col("follow_up_days") >= horizon_days),
        follow_up_days=pl.min_horizontal("follow_up_days", pl.lit(horizon_days)),
        total=pl.col("total").fill_null(0),
    )
    names = pl.DataFrame({"q": list(QUANTILES.values()), "variant": list(QUANTILES)})
    return (
        total_quantile(persons, list(QUANTILES.values()))
        .join(names, on="q")
        .join(means.select("stratum", "n", "n_complete", "missing_reason"), on="stratum")
        .select(
            "stratum",
            "variant",
            pl.when(pl.col("missing_reason").is_null()).then("estimate").alias("estimate"),
            pl.lit(None, dtype=pl.Float64).alias("lower"),
            pl.lit(None, dtype=pl.Float64).alias("upper"),
            "n",
            "n_complete",
            pl.lit(QUANTILE).alias("method"),
        )
    )
