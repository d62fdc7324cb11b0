"""The comparison of EX004 with an older drug, beside what was planted: confounded by age, sex and illness."""

from pathlib import Path

import duckdb
import polars as pl

KINDS = {"unadjusted": "naive", "weighted_overlap": "overlap"}
"""The group of persons in the truth that each variant is an estimate of."""

MEASURES = {
    "hazard_ratio": "hazard_ratio",
    "restricted_mean_difference": "restricted_mean_difference",
    "treated_survival": "survival_treated",
    "comparator_survival": "survival_comparator",
}
ESTIMATES = """
    select agreement_id, level as comparator, cohort, measure, variant, time_days, estimate, lower, upper
    from result.estimate
    where cohort in ('compared', 'compared_new_users')
"""


def planted_comparison(truth: Path, connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Estimates beside the truth: their own columns, `value` and `answer`.

    `value` is what the variant tends to, `answer` the planted truth for those who could have got either drug:
    nothing planted changes with calendar time, so both are the same among the known new users.
    """
    planted = pl.read_csv(truth, schema_overrides={"time_days": pl.Int32})
    key = ["agreement_id", "comparator", "named", "time_days"]
    estimates = (
        connection.sql(ESTIMATES)
        .pl()
        .filter(pl.col("measure").is_in(list(MEASURES)))
        .with_columns(
            named=pl.col("measure").replace_strict(MEASURES, return_dtype=pl.String),
            kind=pl.col("variant").replace_strict(KINDS, return_dtype=pl.String),
        )
    )
    values = planted.select(*key[:2], "time_days", "value", named="measure", kind="variant")
    answers = values.filter(kind="overlap").drop("kind").rename({"value": "answer"})
    return estimates.join(values, on=[*key, "kind"], nulls_equal=True).join(answers, on=key, nulls_equal=True)
