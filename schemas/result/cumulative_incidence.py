"""result.cumulative_incidence: curves of competing causes, exact, every step."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.group_columns import cohort, level, subgroup
from schemas.outcome.competing_event import CAUSES, COMPETING_MEASURES
from schemas.table import Table, column


class CumulativeIncidence(Table):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant, cause and time of a step.

    Times at which somebody had any cause or was censored, the same for all causes of a measure. Between the
    times a curve is flat; after the last time nothing is known. At every time the incidences of all causes
    and the Kaplan–Meier survival without any of them add up to one. Exact: it never leaves, only
    `released.estimate` at fixed times does.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    cohort: dt.string = cohort()
    subgroup: dt.string = subgroup()
    level: dt.string = level()
    measure: dt.string = column("Measure", "Mål", isin=COMPETING_MEASURES)
    variant: dt.string = column("Definition used", "Definisjon som er brukt")
    cause: dt.string = column("Cause", "Årsak", isin=CAUSES)
    time_days: dt.int32 = column("Time since index date", "Tid siden indeksdato", unit="days", ge=0)
    n_risk: dt.int64 = column("At risk just before", "Under risiko rett før", ge=0)
    n_event: dt.int64 = column("With this cause at this time", "Med årsaken på dette tidspunktet", ge=0)
    n_censor: dt.int64 = column("Censored at this time", "Sensurert på dette tidspunktet", ge=0)
    incidence: dt.float64 = column(
        "Probability of having had this cause first (Aalen–Johansen)",
        "Sannsynlighet for at denne årsaken er kommet først (Aalen–Johansen)",
        ge=0,
        le=1,
    )
    std_err: dt.float64 = column(
        "Standard error (infinitesimal jackknife)", "Standardfeil (infinitesimal jackknife)", ge=0
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
            "agreement_id", "data_cut", "cohort", "subgroup", "level", "measure", "variant", "cause",
            "time_days",
        ]  # fmt: skip
