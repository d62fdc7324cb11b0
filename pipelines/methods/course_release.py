"""Which numbers on the first course of treatment may leave: doses, cycles, dose intensity, and cost.

Means rest on at least five persons followed completely, quartiles on twenty, so that each quarter holds five.
Cost leaves under the agreement's primary rule, and under another where `rule_release` lets it stand beside.
Subgroups, and counts of those followed completely, never leave: they differ from rule to rule.
"""

from collections.abc import Mapping

import polars as pl

from pipelines.methods.course_terms import CORRECTED_MEAN, QUANTILES
from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.dose_terms import MEAN_OF_PERSONS, QUANTILES_OF_PERSONS
from pipelines.methods.dose_terms import MEASURES as DOSE_MEASURES
from pipelines.methods.rule_release import beside_primary

COST = "drug_cost_on_treatment"
MEASURES = ("doses", "cycles", COST, *(measure.name for measure in DOSE_MEASURES))
POINT = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days"]


def released_courses(
    estimates: pl.DataFrame, differences: pl.DataFrame, primary: Mapping[str, str]
) -> pl.DataFrame:
    """The estimates of MEASURES that may leave: the columns of POINT.

    `estimates` has the exact columns of `result.estimate`, `differences` those of `result.rule_difference`;
    `primary` is the primary rule of each agreement.
    """
    whole = estimates.filter(pl.col("measure").is_in(MEASURES) & (pl.col("subgroup") == "all"))
    # Of a ratio everybody who is counted is complete.
    n_complete = pl.coalesce("n_events", pl.when(pl.col("unit") == "ratio").then("n"))
    is_open = (
        pl.when(pl.col("measure") == COST)
        .then((n_complete >= THRESHOLD) & pl.col("is_beside"))
        .when(pl.col("variant").is_in([CORRECTED_MEAN, MEAN_OF_PERSONS]))
        .then(n_complete >= THRESHOLD)
        .when(pl.col("variant").is_in([*QUANTILES, *QUANTILES_OF_PERSONS]))
        .then(n_complete >= 4 * THRESHOLD)
    )
    return (
        beside_primary(whole, differences, primary, "n_other_cost")
        .filter(is_open.fill_null(False))
        .select(POINT)
    )
