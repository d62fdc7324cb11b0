"""result.event_outside: of how many persons the time to a next treatment does not see an event."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column


class EventOutside(Table):
    """One row per agreement, measure, variant and cause with events of the agreement's patients.

    A death is an event of the time to a next treatment, or came after one; who changed or died on treatment
    changed or died there too. That holds only as far as registers are known to the same day, and where the
    end of treatment is the day of the cause. Disclosure control reads this table; it never leaves.
    """

    agreement_id: dt.string = agreement_id()
    measure: dt.string = column("Measure with the event", "Utfallsmål med hendelsen")
    variant: dt.string = column("Its variant", "Varianten av det")
    cause: dt.string = column("Cause of the event", "Årsak til hendelsen")
    n_events: dt.int64 = column("Persons with the event", "Personer med hendelsen", ge=0)
    n_outside: dt.int64 = column(
        "Of them those whom the time to a next treatment does not have with the event by that day",
        "Av dem de som tiden til neste behandling ikke har med hendelsen innen den dagen",
        ge=0,
    )

    class Config:
        unique = ["agreement_id", "measure", "variant", "cause"]
