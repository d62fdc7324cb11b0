"""reference.drug_price: what a pack costs, how much of it can be used, how long it lasts."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class DrugPrice(Table):
    """One row per substance and date from which its price applies.

    The registers do not say which pack was used, so each substance has one reference pack at a time. A
    later row replaces an earlier one from its first day on. A substance without a row in force has no
    price, and its cost is unknown rather than zero.
    """

    atc_code: dt.string = column(
        "Substance, ATC code", "Virkestoff, ATC-kode", str_matches=r"^[A-Z]\d{2}[A-Z]{2}\d{2}$"
    )
    pack_description: dt.string = column("The reference pack", "Referansepakningen")
    content_amount: dt.float64 = column(
        "Usable content of the pack; unit in content_unit",
        "Brukbart innhold i pakningen; enhet i content_unit",
        nullable=True,
        gt=0,
    )
    content_unit: dt.string = column("Unit of the content", "Enhet for innholdet", nullable=True)
    supply_days: dt.int32 = column(
        "Days that one pack lasts at the labelled dose; empty for drugs given in hospital",
        "Dager en pakning varer ved anbefalt dose; tomt for legemidler gitt på sykehus",
        unit="days",
        nullable=True,
        gt=0,
    )
    price_nok: dt.Decimal(18, 2) = column("Price of the pack", "Pris for pakningen", unit="NOK", ge=0)
    valid_from: dt.date = column("First day of the price", "Første dag prisen gjelder")
    valid_to: dt.date = column(
        "Last day of the price; empty while it applies",
        "Siste dag prisen gjelder; tom så lenge den gjelder",
        nullable=True,
    )
    price_basis: dt.string = column(
        "Which price this is, such as AUP", "Hvilken pris dette er, for eksempel AUP"
    )
    vat_included: dt.boolean = column("The price includes VAT", "Prisen er med merverdiavgift")
    source: dt.string = column("Where the price comes from", "Hvor prisen kommer fra")
    is_invented: dt.boolean = column(
        "Invented for the synthetic sample", "Oppdiktet for det syntetiske eksemplet"
    )

    class Config:
        unique = ["atc_code", "valid_from"]
