"""Which numbers on net and expected survival may leave: never more than overall survival itself.

They are made from the persons and deaths of overall survival at the same time, but for those of unknown sex
or age. So a number leaves only where overall survival of the same group and time does, and where those left
out, their deaths and those of them who lived are none or at least five, in every level of a subgroup.
"""

import polars as pl

from pipelines.methods.disclosure import THRESHOLD

BESIDE_SURVIVAL = ("net_survival", "expected_survival")
PLACE = ["agreement_id", "cohort", "subgroup", "level", "time_days"]
QUESTION = ["agreement_id", "cohort", "subgroup", "measure", "variant", "time_days"]


def withhold_beside_survival(estimates: pl.DataFrame) -> pl.DataFrame:
    """`result.estimate` with `suppressed` decided by the other rules, made stricter for BESIDE_SURVIVAL.

    `estimates` holds overall survival with its own `suppressed`, and every number of persons as it is.
    """
    survival = estimates.filter(
        (pl.col("measure") == "overall_survival") & (pl.col("variant") == "kaplan_meier")
    ).select(*PLACE, n_followed="n", n_died="n_events", survival_withheld="suppressed")
    left_out, deaths_left_out = pl.col("n_followed") - pl.col("n"), pl.col("n_died") - pl.col("n_events")
    counts = (left_out, deaths_left_out, left_out - deaths_left_out)
    is_open = pl.all_horizontal(((count == 0) | (count >= THRESHOLD)).fill_null(False) for count in counts)
    is_beside = pl.col("measure").is_in(BESIDE_SURVIVAL)
    withheld = pl.col("survival_withheld").fill_null(True) | (~is_open).any().over(QUESTION)
    return (
        estimates.join(survival, on=PLACE, how="left", maintain_order="left")
        .with_columns(suppressed=pl.col("suppressed") | (is_beside & withheld))
        .drop("n_followed", "n_died", "survival_withheld")
    )
