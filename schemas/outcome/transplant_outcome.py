"""outcome.transplant_outcome: stem cell transplantations after the first dose."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.outcome.response import ANSWERS
from schemas.shared_columns import person_id
from schemas.table import Table, column


class TransplantOutcome(Table):
    """One row per agreement that looks for transplantation and new starter.

    Yes: a stay with a transplantation that began after the day of the first dose, and at most the agreed days
    after it. Unknown: only later contacts tell that one lies behind, not when. No otherwise, because a
    transplantation is a stay in hospital, and those are in NPR as far as it is complete: one done abroad is
    not seen. Not due: NPR is not complete through the agreed days, or the person emigrated within them.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    within_days: dt.int32 = column(
        "Agreed days after the first dose", "Avtalte dager etter første dose", unit="days", gt=0
    )
    answer: dt.string = column("Whether there was one", "Om det var en", isin=ANSWERS)
    days_from_index: dt.int32 = column(
        "Days from the first dose to the first one within the agreed days",
        "Dager fra første dose til den første innen de avtalte dagene",
        unit="days",
        nullable=True,
        gt=0,
    )
    evidence: dt.string = column("The contact it is read from", "Kontakten den er lest fra", nullable=True)

    class Config:
        unique = ["agreement_id", "person_id"]
