"""outcome.time_to_next_treatment: time from the first dose to the next line of treatment or death."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import END_OF_FOLLOW_UP, agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class TimeToNextTreatment(Table):
    """One row per agreement and new starter who was under observation after the index date.

    Followed as long as treatment records and vital status are complete: after that nobody can tell whether
    a next line began. A next line is one of any cancer drug, so INSPIRE must have delivered it, also where
    the agreement's own drug stands in a quality register. Emigration censors. A next line on the day of
    death counts as next line.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    time_days: dt.int32 = column(
        "From index date to next line, death or censoring",
        "Fra indeksdato til neste linje, død eller sensurering",
        unit="days",
        ge=0,
    )
    is_event: dt.boolean = column(
        "Next line or death (otherwise censored)", "Neste linje eller død (ellers sensurert)"
    )
    end_reason: dt.string = column(
        "Why the time ends here", "Hvorfor tiden slutter her", isin=("next_line", *END_OF_FOLLOW_UP)
    )

    class Config:
        unique = ["agreement_id", "person_id"]
