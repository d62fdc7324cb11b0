"""agreement.price_term: the public price terms of an agreement. Confidential terms never come here."""

import ibis.expr.datatypes as dt

from schemas.ordering import ordered
from schemas.table import Table, column

KINDS = ("list_price",)


class PriceTerm(Table):
    """One row per agreement, kind of price term, unit and first day of validity.

    Only public prices. A price has a source or is marked as invented, never neither.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    kind: dt.string = column("Kind of price term", "Type prisvilkår", isin=list(KINDS))
    value: dt.Decimal(18, 2) = column(
        "Price in NOK including VAT", "Pris i kroner inkludert mva.", unit="NOK", ge=0
    )
    unit_english: dt.string = column("What the price is for, in English", "Hva prisen gjelder, på engelsk")
    unit_norwegian: dt.string = column("What the price is for, in Norwegian", "Hva prisen gjelder, på norsk")
    valid_from: dt.date = column("First day of validity", "Første gyldige dag")
    valid_to: dt.date = column(
        "Last day of validity; empty while valid", "Siste gyldige dag; tomt så lenge gyldig", nullable=True
    )
    source: dt.string = column("Where the price comes from", "Hvor prisen kommer fra", nullable=True)
    is_invented: dt.boolean = column(
        "True if the price is invented for the example", "Sann hvis prisen er funnet på for eksemplet"
    )

    valid_period = ordered("valid_from", "valid_to")

    class Config:
        unique = ["agreement_id", "kind", "unit_english", "valid_from"]
