"""result.follow_up_ledger: who is still followed at fixed times, and what became of the others."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import END_OF_FOLLOW_UP, agreement_id
from schemas.group_columns import cohort
from schemas.outcome.time_to_event import TIMED_MEASURES
from schemas.table import Table, column


class FollowUpLedger(Table):
    """One row per agreement, data cut, cohort, measure, variant, time and state that somebody is in.

    The states of one time add up to the group: nobody is lost between them. Censored are those of state
    `complete_to` (the source ends here) and `emigrated`; every other state is the event and its kind. Those
    who came under observation late are not in the ledger.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    cohort: dt.string = cohort()
    measure: dt.string = column("Measure", "Mål", isin=TIMED_MEASURES)
    variant: dt.string = column("Definition used", "Definisjon som er brukt")
    time_days: dt.int32 = column("Time since index date", "Tid siden indeksdato", unit="days", gt=0)
    state: dt.string = column(
        "Where the persons are at this time",
        "Hvor personene er på dette tidspunktet",
        isin=("followed", "stopped", "next_line", *END_OF_FOLLOW_UP),
    )
    n: dt.int64 = column("Persons", "Personer", unit="persons", nullable=True, ge=0)
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = ["agreement_id", "data_cut", "cohort", "measure", "variant", "time_days", "state"]
