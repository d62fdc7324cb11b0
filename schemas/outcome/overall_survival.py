"""outcome.overall_survival: time from the first dose to death of any cause."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import END_OF_FOLLOW_UP, agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class OverallSurvival(Table):
    """One row per agreement and treated person who was under observation after the index date.

    Who started before the agreement comes under observation at its start (delayed entry): the time lived
    until then could not have ended in an observed death. Who died or left before it has no row.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    starter: dt.string = column(
        "First dose on or after the start of the agreement, or earlier",
        "Første dose fra og med avtalens start, eller tidligere",
        isin=("new_starter", "earlier_starter"),
    )
    entry_days: dt.int32 = column(
        "From index date to start of observation; 0 for new starters",
        "Fra indeksdato til observasjonsstart; 0 for nye brukere",
        unit="days",
        ge=0,
    )
    time_days: dt.int32 = column(
        "From index date to death or censoring", "Fra indeksdato til død eller sensurering", unit="days", ge=0
    )
    is_event: dt.boolean = column("Died (otherwise censored)", "Døde (ellers sensurert)")
    end_reason: dt.string = column(
        "Why the time ends here", "Hvorfor tiden slutter her", isin=END_OF_FOLLOW_UP
    )

    class Config:
        unique = ["agreement_id", "person_id"]
