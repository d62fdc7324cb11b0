"""released.follow_up_ledger: how many are still followed, dead, gone abroad or not followed further."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.patient_flow import COUNTED_COHORT

READS = ("released.survival_curve", "result.follow_up_ledger")

GROUP = ["agreement_id", "cohort", "measure", "variant"]
CENSORED = ("complete_to", "emigrated")


def follow_up_ledger(read: Reader) -> pl.DataFrame:
    """The ledger at those points of the released curve where its numbers at risk and events have left.

    How many are followed and how many died is then told already. Why the others are not followed further is
    told where no cause has 1 to 4 persons, in all or since the time shown before.
    """
    exact = read.frame("result.follow_up_ledger").filter(
        (pl.col("measure") == "overall_survival") & (pl.col("cohort") == COUNTED_COHORT)
    )
    points = read.frame("released.survival_curve").filter(
        (pl.col("subgroup") == "all") & pl.col("n_risk").is_not_null() & pl.col("n_event").is_not_null()
    )
    shown = exact.join(points.select(*GROUP, "time_days"), on=[*GROUP, "time_days"], how="semi")
    parts = [_with_causes(rows.sort("time_days")) for _, rows in shown.group_by(GROUP, maintain_order=True)]
    return pl.concat([exact.clear(), *parts]).select(exact.columns)


def _with_causes(rows: pl.DataFrame) -> pl.DataFrame:
    """One group's ledger: the causes of censoring are withheld together where one of them is small."""
    counts = {(time, state): n for time, state, n in rows.select("time_days", "state", "n").iter_rows()}
    before = dict.fromkeys(CENSORED, 0)
    withheld = set()
    for time in sorted({time for time, _ in counts}):
        now = {state: counts.get((time, state), 0) for state in CENSORED}
        if any(is_sensitive(now[state]) or is_sensitive(now[state] - before[state]) for state in CENSORED):
            withheld.add(time)
        else:
            before = now
    hidden = pl.col("time_days").is_in(sorted(withheld)) & pl.col("state").is_in(CENSORED)
    together = (
        rows.filter(pl.col("state").is_in(CENSORED))
        .group_by(pl.exclude("state", "n", "suppressed"), maintain_order=True)
        .agg(pl.lit("censored").alias("state"), pl.col("n").sum(), pl.lit(False).alias("suppressed"))
    )
    divided = rows.with_columns(suppressed=hidden, n=pl.when(~hidden).then("n"))
    return pl.concat([divided, together.select(divided.columns)])
