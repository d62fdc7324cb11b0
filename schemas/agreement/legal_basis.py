"""agreement.legal_basis: on what ground the assessor may see the numbers as they are, and until when."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.ordering import ordered
from schemas.table import Table, column


class LegalBasis(Table):
    """One row per agreement that states a legal basis for an assessor's edition.

    A record, not a term of the protocol. Without a basis in force at the data cut no unsuppressed number of
    the agreement is written for anybody.
    """

    agreement_id: dt.string = agreement_id()
    holder: dt.string = column("Who may see the numbers as they are", "Hvem som kan se tallene som de er")
    valid_from: dt.date = column("First day it is in force", "Første dag det gjelder")
    valid_to: dt.date = column("Last day it is in force", "Siste dag det gjelder")
    text_english: dt.string = column("The basis, in English", "Grunnlaget, på engelsk")
    text_norwegian: dt.string = column("The basis, in Norwegian", "Grunnlaget, på norsk")
    source: dt.string = column("Where it comes from", "Hvor det kommer fra", nullable=True)
    is_invented: dt.boolean = column(
        "True if it is invented for the example", "Sann hvis det er funnet på for eksemplet"
    )

    valid_period = ordered("valid_from", "valid_to")

    class Config:
        unique = ["agreement_id"]
