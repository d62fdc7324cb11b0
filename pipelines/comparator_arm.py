"""A comparator as an agreement of its own: its drug, period and source under the agreement's own terms.

Such rows are given to the definitions of the cohort layer in place of the agreements'; they never stand in a
table of the cut.
"""

import polars as pl

from pipelines.building import Reader

READS = (
    "agreement.agreement",
    "agreement.comparator_cohort",
    "agreement.comparator_substance",
    "agreement.criterion",
    "agreement.criterion_left_out",
    "agreement.criterion_value",
    "agreement.substance",
)
TERMS = ("agreement.agreement", "agreement.criterion", "agreement.criterion_value", "agreement.substance")
"""The tables of `arm_terms`."""

ARM_ID = "cohort.agreement_id || '/' || cohort.comparator_id"
"""Name of an arm where an agreement's stands otherwise."""

AGREEMENT = f"""
    select agreement.* replace (
        {ARM_ID} as agreement_id,
        cohort.drug_name as drug_name,
        cohort.treatment_source as treatment_source,
        cohort.first_date as start_date
    )
    from agreement.agreement as agreement
    inner join agreement.comparator_cohort as cohort on cohort.agreement_id = agreement.agreement_id
    where not agreement.is_proposal
"""
# The agreements' own substances stay: what sources claim to hold completely depends on them.
SUBSTANCE = f"""
    select {ARM_ID} as agreement_id, cohort.atc_code from agreement.comparator_substance as cohort
    union all
    select agreement_id, atc_code from agreement.substance
"""
OF_CRITERION = """
    from agreement.{table} as criterion
    inner join agreement.comparator_cohort as cohort on cohort.agreement_id = criterion.agreement_id
    left join agreement.criterion_left_out as left_out
        on left_out.agreement_id = cohort.agreement_id
        and left_out.comparator_id = cohort.comparator_id
        and left_out.criterion_id = criterion.criterion_id
    where left_out.criterion_id is null
"""


def arm_agreements(read: Reader) -> pl.DataFrame:
    """`agreement.agreement` of the arms."""
    return read.query(AGREEMENT)


def arm_terms(read: Reader) -> dict[str, pl.DataFrame]:
    """The agreement tables that the cohort layer reads, for the arms."""
    terms = {"agreement.agreement": arm_agreements(read), "agreement.substance": read.query(SUBSTANCE)}
    for table in ("criterion", "criterion_value"):
        chosen = f"select criterion.* replace ({ARM_ID} as agreement_id)"
        terms[f"agreement.{table}"] = read.query(chosen + OF_CRITERION.format(table=table))
    return terms


def arm_of(frame: pl.DataFrame) -> pl.DataFrame:
    """`agreement_id` of an arm parted into `agreement_id` and `comparator_id`."""
    parts = pl.col("agreement_id").str.splitn("/", 2).struct.rename_fields(["agreement_id", "comparator_id"])
    return frame.with_columns(parts.alias("parts")).drop("agreement_id").unnest("parts")
