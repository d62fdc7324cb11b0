"""result.published_comparison: what others have published beside what the registers say."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id, comparator_id
from schemas.group_columns import cohort
from schemas.table import Table, column


def _number(english: str, norwegian: str) -> object:
    return column(english, norwegian, nullable=True)


class PublishedComparison(Table):
    """One row per agreement, data cut, comparator, cohort, measure and time.

    Ours is empty where the registers cannot say it. Limits of the difference follow from the limits of both
    (MOVER: Zou and Donner 2008), where both have them. Other persons were chosen by other criteria, so no
    test is made.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    comparator_id: dt.string = comparator_id()
    cohort: dt.string = cohort()
    measure: dt.string = column("Measure", "Mål")
    time_days: dt.int32 = column(
        "Time since index date", "Tid siden indeksdato", unit="days", nullable=True, gt=0
    )
    unit: dt.string = column("Unit", "Enhet")
    published: dt.float64 = column("Published value", "Publisert verdi")
    published_lower: dt.float64 = _number("Its lower limit", "Nedre grense for den")
    published_upper: dt.float64 = _number("Its upper limit", "Øvre grense for den")
    published_n: dt.int64 = column("Persons it rests on", "Personer den bygger på", nullable=True, gt=0)
    published_n_events: dt.int64 = column("Events among them", "Hendelser blant dem", nullable=True, ge=0)
    variant: dt.string = column("Definition of ours", "Vår definisjon", nullable=True)
    our_estimate: dt.float64 = _number("Ours", "Vår")
    our_lower: dt.float64 = _number("Lower limit of ours", "Nedre grense for vår")
    our_upper: dt.float64 = _number("Upper limit of ours", "Øvre grense for vår")
    our_n: dt.int64 = column("Persons ours rests on", "Personer vår bygger på", nullable=True, ge=0)
    our_n_events: dt.int64 = column("Events among them", "Hendelser blant dem", nullable=True, ge=0)
    difference: dt.float64 = _number("Ours less the published", "Vår minus den publiserte")
    difference_lower: dt.float64 = _number("Its lower limit", "Nedre grense for den")
    difference_upper: dt.float64 = _number("Its upper limit", "Øvre grense for den")
    suppressed: dt.boolean = column(
        "Ours is withheld to protect persons", "Vår er holdt tilbake av personvernhensyn"
    )

    class Config:
        unique = ["agreement_id", "data_cut", "comparator_id", "cohort", "measure", "time_days"]
