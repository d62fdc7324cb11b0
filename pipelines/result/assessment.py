"""result.assessment: the assumptions of the agreement beside what was observed, and the verdict."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.verdict import verdict

READS = ("agreement.agreement", "agreement.assumption", "result.estimate")


def assessment(read: Reader) -> pl.DataFrame:
    """One judged row per assumption; without an estimate: cannot tell yet."""
    rows = read.query(
        """
        select
            assumption.agreement_id,
            assumption.assumption_id,
            assumption.measure,
            assumption.variant,
            assumption.cohort,
            assumption.time_days,
            assumption.unit,
            assumption.value as assumed,
            assumption.lower as assumed_lower,
            assumption.upper as assumed_upper,
            estimate.estimate as observed,
            estimate.lower as observed_lower,
            estimate.upper as observed_upper,
            estimate.n,
            estimate.n_events,
            assumption.rule,
            coalesce(assumption.margin, 0) as margin,
            assumption.threshold,
            agreement.reassessment_date
        from agreement.assumption as assumption
        inner join agreement.agreement as agreement on agreement.agreement_id = assumption.agreement_id
        left join result.estimate as estimate
            on estimate.agreement_id = assumption.agreement_id
            and estimate.measure = assumption.measure
            and estimate.variant = assumption.variant
            and estimate.cohort = assumption.cohort
            and estimate.subgroup = 'all'
            and estimate.time_days is not distinct from assumption.time_days
        """
    )
    data_cut = read.parameters["data_cut"]
    binds = (pl.col("reassessment_date") == data_cut).fill_null(False)
    rows = _with_what_is_unknown(rows, read)
    # Registers miss persons, so a count is a lower limit: it can be too high, never surely low enough.
    is_count = pl.col("unit") == "persons"
    judged = rows.with_columns(
        pl.when(is_count).then(pl.col("observed")).otherwise(pl.col("observed_lower")).alias("observed_lower")
    ).select(verdict())
    return rows.with_columns(
        judged["verdict"],
        pl.when(binds).then(pl.lit("binding")).otherwise(pl.lit("indicative")).alias("binding"),
        pl.lit(data_cut).alias("data_cut"),
        pl.lit(False).alias("suppressed"),
    ).drop("reassessment_date")


def _with_what_is_unknown(rows: pl.DataFrame, read: Reader) -> pl.DataFrame:
    """Upper limits of shares when everybody of whom it is not known might belong there.

    Unknown is not no: the undetermined may be inside or outside, and a response that nobody reported may have
    been one. The lower limit counts none of them, the upper limit all.
    """
    from pipelines.methods.proportion import exact_interval

    undetermined = read.query(
        """
        select agreement_id, cohort, asked.measure, variant, time_days, n_events as n_unknown
        from result.estimate
        cross join (values ('share_inside'), ('share_outside')) as asked (measure)
        where estimate.measure = 'share_undetermined' and variant = 'new_starters' and subgroup = 'all'
        union all
        select agreement_id, cohort, 'share_response_reported', variant, time_days, n_events
        from result.estimate
        where measure = 'share_response_unknown' and subgroup = 'all'
        """
    )
    question = ["agreement_id", "cohort", "measure", "variant", "time_days"]
    joined = rows.join(undetermined, on=question, how="left", nulls_equal=True, maintain_order="left")
    at_most = joined.filter(pl.col("n_unknown").is_not_null()).with_columns(
        pl.col("n_events") + pl.col("n_unknown")
    )
    if at_most.is_empty():
        return rows.drop("n", "n_events")
    _, upper = exact_interval(at_most["n_events"].to_numpy(), at_most["n"].to_numpy())
    widest = at_most.select("agreement_id", "assumption_id", pl.Series("widest", upper))
    return (
        rows.join(widest, on=["agreement_id", "assumption_id"], how="left", maintain_order="left")
        .with_columns(pl.coalesce("widest", "observed_upper").alias("observed_upper"))
        .drop("widest", "n", "n_events")
    )
