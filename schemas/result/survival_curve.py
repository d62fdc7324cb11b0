"""result.survival_curve: Kaplan–Meier curves, exact, every step."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.group_columns import cohort, level, subgroup
from schemas.outcome.time_to_event import TIMED_MEASURES
from schemas.table import Table, column


class SurvivalCurve(Table):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time of a step.

    Times at which somebody had the event or was censored. Between the times the curve is flat; after the
    last time nothing is known.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    cohort: dt.string = cohort()
    subgroup: dt.string = subgroup()
    level: dt.string = level()
    measure: dt.string = column("Measure", "Mål", isin=TIMED_MEASURES)
    variant: dt.string = column("Definition used", "Definisjon som er brukt")
    time_days: dt.int32 = column("Time since index date", "Tid siden indeksdato", unit="days", ge=0)
    n_risk: dt.int64 = column("At risk just before", "Under risiko rett før", nullable=True, ge=0)
    n_event: dt.int64 = column("Events at this time", "Hendelser på dette tidspunktet", nullable=True, ge=0)
    n_censor: dt.int64 = column(
        "Censored at this time", "Sensurert på dette tidspunktet", nullable=True, ge=0
    )
    survival: dt.float64 = column(
        "Share without the event", "Andel uten hendelsen", nullable=True, ge=0, le=1
    )
    lower: dt.float64 = column(
        "Lower 95 % limit (log-log)", "Nedre 95 %-grense (log-log)", nullable=True, ge=0, le=1
    )
    upper: dt.float64 = column(
        "Upper 95 % limit (log-log)", "Øvre 95 %-grense (log-log)", nullable=True, ge=0, le=1
    )
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = [
            "agreement_id", "data_cut", "cohort", "subgroup", "level", "measure", "variant", "time_days",
        ]  # fmt: skip
