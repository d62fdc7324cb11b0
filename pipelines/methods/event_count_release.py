"""Which numbers of events may stand beside an estimate that is read off a curve.

At a time, only where the curve has its counts there. Over all follow-up, only where the curve's last point
has counts, and those who had the event, or were lost to follow-up, since then are none or at least five.
"""

import polars as pl

from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.net_survival_release import BESIDE_SURVIVAL

CURVE = ["agreement_id", "cohort", "subgroup", "measure", "variant"]
ROW = [*CURVE, "level", "time_days"]
FOLLOW_UP = "follow_up_median"
OF_SURVIVAL = ("overall_survival_mean", FOLLOW_UP, *BESIDE_SURVIVAL)
"""Read off the curve of survival, under names and definitions of their own."""


def open_event_counts(estimates: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """The rows of `estimates` whose number of events its curve does not forbid: the columns of ROW.

    `estimates` has the exact columns of `result.estimate`, `points` those of `released.survival_curve`.
    Estimates that are read off no curve that leaves are not judged here.
    """
    is_of_survival = pl.col("measure").is_in(OF_SURVIVAL)
    asked = estimates.with_columns(
        read_off=pl.when(is_of_survival)
        .then(pl.lit("overall_survival"))
        .otherwise(pl.col("measure").str.strip_suffix("_median")),
        definition=pl.when(is_of_survival).then(pl.lit("kaplan_meier")).otherwise("variant"),
    )
    curve = ["agreement_id", "cohort", "subgroup", "read_off", "definition"]
    known = points.rename({"measure": "read_off", "variant": "definition"})
    counted = known.filter(pl.col("n_event").is_not_null())
    last = known.group_by(curve).agg(
        told_events=pl.col("n_event").sum(),
        told_lost=pl.col("n_censor").sum(),
        ends_counted=pl.col("n_event").sort_by("time_days").last().is_not_null(),
    )
    at_time = counted.select(*curve, "time_days", is_counted=pl.lit(True))
    joined = asked.join(last, on=curve, how="left").join(at_time, on=[*curve, "time_days"], how="left")
    is_reverse = pl.col("measure") == FOLLOW_UP
    n_others = pl.col("n") - pl.col("n_events")
    events = pl.when(is_reverse).then(n_others).otherwise("n_events")
    lost = pl.when(is_reverse).then("n_events").otherwise(n_others)
    since = (events - pl.col("told_events"), lost - pl.col("told_lost"))
    is_apart = ~pl.any_horizontal(count.is_between(1, THRESHOLD - 1) for count in since)
    is_open = (
        pl.when(pl.col("time_days").is_null()).then(is_apart & pl.col("ends_counted")).otherwise("is_counted")
    )
    return joined.filter(is_open.fill_null(False) | pl.col("ends_counted").is_null()).select(ROW)
