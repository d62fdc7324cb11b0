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
            assumption.rule,
            coalesce(assumption.margin, 0) as margin,
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
    # A count of persons has no sampling error: it is judged as it is.
    is_count = pl.col("unit") == "persons"
    judged = rows.with_columns(
        pl.when(is_count).then(pl.col("observed")).otherwise(pl.col(limit)).alias(limit)
        for limit in ("observed_lower", "observed_upper")
    ).select(verdict())
    return rows.with_columns(
        judged["verdict"],
        pl.when(binds).then(pl.lit("binding")).otherwise(pl.lit("indicative")).alias("binding"),
        pl.lit(data_cut).alias("data_cut"),
        pl.lit(False).alias("suppressed"),
    ).drop("reassessment_date")
