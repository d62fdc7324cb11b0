"""outcome.time_to_event: every person-level time that a curve is drawn from, in one shape."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column

TIMED_MEASURES = ["overall_survival", "treatment_duration"]
"""What curves are drawn of."""


class TimeToEvent(Table):
    """One row per agreement, cohort, measure, variant and person.

    The input of every Kaplan–Meier estimate: overall survival and treatment duration (under each end rule)
    of every cohort the person belongs to.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    cohort: dt.string = column("Analysed group", "Analysert gruppe")
    measure: dt.string = column("Measure", "Mål", isin=TIMED_MEASURES)
    variant: dt.string = column("Definition used", "Definisjon som er brukt")
    person_id: dt.string = column("Person, project pseudonym", "Person, prosjektspesifikt løpenummer")
    time_days: dt.int32 = column(
        "From index date to the event or censoring", "Fra indeksdato", unit="days", ge=0
    )
    is_event: dt.boolean = column(
        "The event happened (otherwise censored)", "Hendelsen inntraff (ellers sensurert)"
    )

    class Config:
        unique = ["agreement_id", "cohort", "measure", "variant", "person_id"]
