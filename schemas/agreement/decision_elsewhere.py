"""agreement.decision_elsewhere: what other bodies have decided on the same drug and disease."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column

DECISIONS = (
    "recommended",
    "recommended_with_restriction",
    "not_recommended",
    "no_recommendation",
    "not_assessed",
)


class DecisionElsewhere(Table):
    """One row per agreement and decision taken elsewhere; a record that grows after the protocol is frozen.

    `decision_date` is empty where the day is not known; `dated` says what is known of it, if anything.
    `no_recommendation`: the body assessed the drug, and recommending is not its task.
    """

    agreement_id: dt.string = agreement_id()
    position: dt.int32 = column("Place in the agreement file, from 1", "Plass i avtalefilen, fra 1", ge=1)
    body: dt.string = column("Who decided", "Hvem som besluttet")
    country: dt.string = column(
        "Country, two letters (ISO 3166)", "Land, to bokstaver (ISO 3166)", str_matches=r"^[A-Z]{2}$"
    )
    decision_date: dt.date = column("Day of the decision", "Dato for beslutningen", nullable=True)
    dated: dt.string = column(
        "Year, month or day of the decision, as closely as it is known",
        "År, måned eller dag for beslutningen, så nøyaktig som det er kjent",
        nullable=True,
        str_matches=r"^\d{4}(-\d{2}(-\d{2})?)?$",
    )
    decision: dt.string = column("What was decided", "Hva som ble besluttet", isin=list(DECISIONS))
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
        unique = ["agreement_id", "position"]
