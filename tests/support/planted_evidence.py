"""Complications, early death, response and transplantation beside the truth planted for them."""

from pathlib import Path

import polars as pl

KEY = ["agreement_id", "cohort", "measure", "variant", "time_days"]

MEASURES = {
    ("complication_share", None): ("complication_incidence", None),
    ("first_complication_rate", None): ("complication_rate", None),
    ("death_share", "any_cause"): ("death_within_30_days", "kaplan_meier"),
    ("complete_response_share", "recorded"): ("share_response_reported", "complete_remission"),
    ("response_share", "recorded"): ("share_response_reported", "any_response"),
    ("transplant_share_of_complete_responders", "true"): (
        "share_transplanted",
        "among_complete_remission",
    ),
}
"""Measure and variant of the truth, and ours; None: any variant, and the same."""

ADMISSION = {"acute_admission": "hospital_admission"}
TRANSPLANT_DAYS = 365


def planted_evidence(truth: Path, estimates: pl.DataFrame) -> pl.DataFrame:
    """KEY, `value` (planted), `estimate, lower, upper` of what was planted and is estimated.

    `truth` is `evidence.csv`, `estimates` has the columns of `result.estimate`. The truth of a report is that
    among those with a registered tumour, as everybody inside the indication has.
    """
    planted = pl.read_csv(truth, schema_overrides={"time_days": pl.Int32})
    named = [
        planted.filter(
            pl.col("measure") == measure,
            pl.lit(True) if variant is None else pl.col("variant") == variant,
        ).with_columns(
            measure=pl.lit(ours),
            variant=pl.col("variant").replace(ADMISSION) if our_variant is None else pl.lit(our_variant),
            time_days=pl.col("time_days").fill_null(TRANSPLANT_DAYS),
        )
        for (measure, variant), (ours, our_variant) in MEASURES.items()
    ]
    return (
        pl.concat(named)
        .select(*KEY, "value")
        .join(estimates.filter(pl.col("subgroup") == "all"), on=KEY, how="inner")
        .filter((pl.col("measure") != "share_response_reported") | (pl.col("cohort") == "inside"))
        .select(*KEY, "value", "estimate", "lower", "upper")
    )
