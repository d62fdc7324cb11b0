"""agreement.party: who has signed, delivers, assesses or decides under an agreement."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column

ROLES = (
    "supplier",
    "assessor",
    "decision_maker",
    "register_holder",
    "health_service",
    "coordinator",
)


class Party(Table):
    """One row per agreement and party, with what it is responsible for.

    Where an agreement lists parties, everybody named elsewhere in it is one of them.
    """

    agreement_id: dt.string = agreement_id()
    position: dt.int32 = column("Place in the agreement file, from 1", "Plass i avtalefilen, fra 1", ge=1)
    name: dt.string = column("Name", "Navn")
    role: dt.string = column("Role in the agreement", "Rolle i avtalen", isin=list(ROLES))
    responsibility_english: dt.string = column(
        "What it is responsible for, in English", "Hva parten har ansvar for, på engelsk"
    )
    responsibility_norwegian: dt.string = column(
        "What it is responsible for, in Norwegian", "Hva parten har ansvar for, på norsk"
    )

    class Config:
        unique = ["agreement_id", "name"]
