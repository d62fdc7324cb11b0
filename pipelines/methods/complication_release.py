"""Which rates and incidences of complications may leave, and when death within 30 days may.

Persons with and without the complication are none or at least five. The limits of a rate give away its
number of events, and incidence, where everybody was followed through the window, how many were at risk: it
leaves only where those are no small group away from those treated. All of them leave for the counted cohort
only: a difference of nested cohorts would be a smaller group. Complications of one agreement overlap in
persons but are parts of nothing: no sum of them is published that one withheld could be worked out from, so
each is judged by itself. Subgroups leave with their rate of first events alone, by the rule of all levels or
none.
"""

import polars as pl

from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.patient_flow import COUNTED_COHORT
from pipelines.methods.precision import amount_step

QUESTION = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days"]
RATE, ALL_RATE, INCIDENCE = "complication_rate", "complication_rate_repeated", "complication_incidence"
DAYS_OF_100_YEARS = 36_525
EARLY_DEATH, EARLY_DAYS = "death_within_30_days", 30


def released_complications(estimates: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """The estimates of complications that may leave: the columns of QUESTION.

    `estimates` has the columns of `result.estimate`; `points` are the released points of curves with the
    columns of QUESTION. Death within 30 days is one minus a point of the survival curve, and leaves with it.
    """
    whole = estimates.filter((pl.col("cohort") == COUNTED_COHORT) & (pl.col("subgroup") == "all"))
    n, n_events = pl.col("n"), pl.col("n_events")
    treated = whole.filter(pl.col("measure") == "number_treated").select("agreement_id", n_treated="n")
    first = whole.filter(
        pl.col("measure").is_in([RATE, INCIDENCE]) & _is_open(n_events) & _is_open(n - n_events)
    )
    incidence = first.filter(pl.col("measure") == INCIDENCE).join(treated, on="agreement_id", how="left")
    rates = first.filter(pl.col("measure") == RATE)
    # Events are not persons: at least as many persons as had one in the window had one at all.
    again = whole.filter(pl.col("measure") == ALL_RATE).join(
        rates.select("agreement_id", "variant", n_first="n_events"), on=["agreement_id", "variant"]
    )
    early = points.filter(
        (pl.col("measure") == "overall_survival")
        & (pl.col("variant") == "kaplan_meier")
        & (pl.col("time_days") == EARLY_DAYS)
    ).with_columns(measure=pl.lit(EARLY_DEATH))
    return pl.concat(
        [
            rates.select(QUESTION),
            incidence.filter(_is_open((pl.col("n_treated") - n).abs())).select(QUESTION),
            again.filter(
                ((pl.col("n_first") >= THRESHOLD) | (n_events == 0))
                & _is_open(n_events - pl.col("n_first"))
                # Of more events than persons nothing follows for those without.
                & ((n_events >= n) | _is_open(n - n_events))
            ).select(QUESTION),
            early.select(QUESTION),
        ]
    )


def tells_who_is_at_risk() -> pl.Expr:
    """Whether the time that a rate was followed for needs more persons than may be known to be at risk.

    Nobody is followed for longer than the window: the events over the rate, over the window, are persons at
    least. Without events the upper limit gives the time as well. `n_deciding` is the smallest number of
    persons that it could be (`deciding_numbers`).
    """
    n_events, n_deciding = pl.col("n_events"), pl.col("n_deciding")
    step = amount_step(pl.col("estimate"), n_deciding)
    followed_days = n_events * DAYS_OF_100_YEARS / (pl.col("estimate") + step / 2)
    needs_more = (n_events > n_deciding) | (followed_days > n_deciding * pl.col("time_days"))
    return pl.when(n_events > 0).then(needs_more).otherwise(n_deciding < pl.col("n"))


def _is_open(count: pl.Expr) -> pl.Expr:
    return ((count == 0) | (count >= THRESHOLD)).fill_null(False)
