"""confidential.price_term: the confidential terms of agreements, in the negotiator's edition alone."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.ordering import ordered
from schemas.table import Table, column

KINDS = ("net_price", "flat_discount_share", "payback_threshold", "cap_nok")
PRICES = ("net_price", "flat_discount_share")
"""Terms that say what a pack costs. The others settle money between the parties and change no cost here."""


class PriceTerm(Table):
    """One row per agreement, kind of confidential term and first day of validity.

    `net_price` is NOK including VAT for the pack whose list price costs are counted at, `flat_discount_share`
    a share of that list price. Where both hold, `net_price` does.
    """

    agreement_id: dt.string = agreement_id()
    kind: dt.string = column("Kind of confidential term", "Type konfidensielt vilkår", isin=list(KINDS))
    value: dt.Decimal(18, 6) = column(
        "NOK for a net price or a cap, otherwise a share or what the agreement counts",
        "Kroner for nettopris eller tak, ellers en andel eller det avtalen teller",
        ge=0,
    )
    valid_from: dt.date = column("First day of validity", "Første gyldige dag")
    valid_to: dt.date = column(
        "Last day of validity; empty while valid", "Siste gyldige dag; tomt så lenge gyldig", nullable=True
    )
    is_invented: dt.boolean = column(
        "True if it is invented for the example", "Sann hvis det er funnet på for eksemplet"
    )

    valid_period = ordered("valid_from", "valid_to")

    class Config:
        unique = ["agreement_id", "kind", "valid_from"]
