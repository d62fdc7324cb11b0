"""agreement.reassessment_decision: what the reassessment ended in, once somebody has decided."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column

OUTCOMES = (
    "permanent",
    "permanent_with_criteria",
    "continued_for_subgroups",
    "renegotiated",
    "phased_out",
)


class ReassessmentDecision(Table):
    """One row per agreement whose reassessment is decided; a record written after the protocol is frozen.

    Nothing else settles a reassessment: a stop that was agreed from the start is no decision.
    """

    agreement_id: dt.string = agreement_id()
    decision_date: dt.date = column("Day of the decision", "Dato for beslutningen")
    outcome: dt.string = column("What was decided", "Hva som ble besluttet", isin=list(OUTCOMES))
    text_english: dt.string = column(
        "The decision in short, in English", "Beslutningen i korthet, på engelsk"
    )
    text_norwegian: dt.string = column(
        "The decision in short, in Norwegian", "Beslutningen i korthet, på norsk"
    )
    source: dt.string = column("Where it comes from", "Hvor det kommer fra", nullable=True)
    is_invented: dt.boolean = column(
        "True if it is invented for the example", "Sann hvis det er funnet på for eksemplet"
    )

    class Config:
        unique = ["agreement_id"]
