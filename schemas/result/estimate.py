"""result.estimate: every number of a reassessment, exact, in one long table."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.group_columns import cohort, level, subgroup
from schemas.table import Table, column

UNITS = (
    "persons", "days", "probability", "share", "NOK", "ratio", "points", "per_100_person_years", "doses",
    "cycles", "index",
)  # fmt: skip


class Estimate(Table):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    A new measure adds rows, never columns. `variant` names the definition or estimator used, so two rows
    that differ only there answer the same question in two declared ways. A limit that the data cannot give
    is missing, never infinite and never carried forward.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    cohort: dt.string = cohort()
    subgroup: dt.string = subgroup()
    level: dt.string = level()
    measure: dt.string = column("Measure", "Mål")
    variant: dt.string = column("Definition or estimator used", "Definisjon eller estimator som er brukt")
    time_days: dt.int32 = column(
        "Time since index date that the number is for",
        "Tid siden indeksdato",
        unit="days",
        nullable=True,
        ge=0,
    )
    estimate: dt.float64 = column("Estimate", "Estimat", nullable=True)
    lower: dt.float64 = column("Lower 95 % limit", "Nedre 95 %-grense", nullable=True)
    upper: dt.float64 = column("Upper 95 % limit", "Øvre 95 %-grense", nullable=True)
    unit: dt.string = column("Unit of the estimate", "Enhet", isin=UNITS)
    n: dt.int64 = column("Persons the estimate rests on", "Antall personer", nullable=True, ge=0)
    n_events: dt.int64 = column(
        "Events (of a share: persons with the property; of a cost: persons followed to the horizon)",
        "Antall hendelser (andel: personer med egenskapen; kostnad: personer fulgt til horisonten)",
        nullable=True,
        ge=0,
    )
    method: dt.string = column("Estimator and interval in words", "Estimator og intervall i ord")
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = [
            "agreement_id", "data_cut", "cohort", "subgroup", "level", "measure", "variant", "time_days",
        ]  # fmt: skip
