"""outcome.time_to_event: every person-level time that a curve is drawn from, in one shape."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.group_columns import cohort, level, subgroup
from schemas.shared_columns import person_id
from schemas.table import Table, column

TIMED_MEASURES = ["overall_survival", "treatment_duration", "time_to_next_treatment"]
"""What curves are drawn of."""


class TimeToEvent(Table):
    """One row per agreement, cohort, subgroup, level, measure, variant and person.

    The input of every Kaplan–Meier estimate: overall survival, treatment duration (under each end rule) and
    time to next treatment of every group the person belongs to. Earlier starters come under observation on
    the day the agreement began (`entry_days`): whoever died before is not among them.
    """

    agreement_id: dt.string = agreement_id()
    cohort: dt.string = cohort()
    subgroup: dt.string = subgroup()
    level: dt.string = level()
    measure: dt.string = column("Measure", "Mål", isin=TIMED_MEASURES)
    variant: dt.string = column("Definition used", "Definisjon som er brukt")
    person_id: dt.string = person_id()
    entry_days: dt.int32 = column(
        "From index date until the person came under observation",
        "Fra indeksdato til personen kom under observasjon",
        unit="days",
        ge=0,
    )
    time_days: dt.int32 = column(
        "From index date to the event or censoring", "Fra indeksdato", unit="days", ge=0
    )
    is_event: dt.boolean = column(
        "The event happened (otherwise censored)", "Hendelsen inntraff (ellers sensurert)"
    )
    end_reason: dt.string = column(
        "What ended it: the event's kind, or why nobody is followed further",
        "Hva som avsluttet: hendelsens art, eller hvorfor oppfølgingen stanset",
    )

    class Config:
        unique = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "person_id"]
