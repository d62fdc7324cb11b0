"""outcome.treatment_duration: time on treatment, under each rule for when treatment ends."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import END_OF_FOLLOW_UP, agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class TreatmentDuration(Table):
    """One row per agreement, new starter and treatment-end rule.

    Treatment ends with the coverage of the course (or with its last record, where the rule counts no
    tail), at death or at the next line, whichever is first. Everything is judged at D, the last date with
    complete records less the permitted gap: who is covered at D, or whose gap a later record bridges, is
    censored there. Who started on or after D has no row. Emigration censors.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    variant: dt.string = column("Treatment-end rule", "Regel for behandlingsslutt")
    time_days: dt.int32 = column(
        "From index date to end of treatment or censoring",
        "Fra indeksdato til behandlingsslutt eller sensurering",
        unit="days",
        ge=0,
    )
    is_event: dt.boolean = column(
        "Treatment ended (otherwise censored)", "Behandlingen sluttet (ellers sensurert)"
    )
    end_reason: dt.string = column(
        "Why the time ends here",
        "Hvorfor tiden slutter her",
        isin=("stopped", "next_line", *END_OF_FOLLOW_UP),
    )

    class Config:
        unique = ["agreement_id", "person_id", "variant"]
