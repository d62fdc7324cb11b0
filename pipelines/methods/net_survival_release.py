"""Which numbers on net and expected survival may leave: never more than overall survival itself.

They are made from the persons and deaths of overall survival at the same time, but for those of unknown sex
or age. So a number leaves only where overall survival of the same group and time does. Where those left
out, their deaths or those of them who lived are one to four, net survival does not leave, because beside
overall survival it would say how these few fared; nor do numbers of persons. Expected survival is a mean of
what the life table expects of each person, whatever became of them: of whole cohorts it leaves even so.
"""

import polars as pl

from pipelines.methods.disclosure import THRESHOLD

NET, EXPECTED = "net_survival", "expected_survival"
BESIDE_SURVIVAL = (NET, EXPECTED)
PLACE = ["agreement_id", "cohort", "subgroup", "level", "time_days"]
QUESTION = ["agreement_id", "cohort", "subgroup", "measure", "variant", "time_days"]


def withhold_beside_survival(estimates: pl.DataFrame) -> pl.DataFrame:
    """`result.estimate` with `suppressed` decided by the other rules, made stricter for BESIDE_SURVIVAL.

    `leaves_few_out` says of which rows the numbers of persons do not leave. `estimates` holds overall
    survival with its own `suppressed`, and every number of persons as it is.
    """
    survival = estimates.filter(
        (pl.col("measure") == "overall_survival") & (pl.col("variant") == "kaplan_meier")
    ).select(*PLACE, n_followed="n", n_died="n_events", survival_withheld="suppressed")
    left_out, deaths_left_out = pl.col("n_followed") - pl.col("n"), pl.col("n_died") - pl.col("n_events")
    counts = (left_out, deaths_left_out, left_out - deaths_left_out)
    is_open = pl.all_horizontal(((count == 0) | (count >= THRESHOLD)).fill_null(False) for count in counts)
    few_left_out = pl.col("measure").is_in(BESIDE_SURVIVAL) & (~is_open).any().over(QUESTION)
    is_of_table = (pl.col("measure") == EXPECTED) & (pl.col("subgroup") == "all")
    survival_withheld = pl.col("measure").is_in(BESIDE_SURVIVAL) & pl.col("survival_withheld").fill_null(True)
    return (
        estimates.join(survival, on=PLACE, how="left", maintain_order="left")
        .with_columns(
            suppressed=pl.col("suppressed") | survival_withheld | (few_left_out & ~is_of_table),
            leaves_few_out=few_left_out,
        )
        .drop("n_followed", "n_died", "survival_withheld")
    )
