"""agreement.subgroup: groups of patients that the agreement wants shown by themselves."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column

VARIABLES = ("age", "sex", "region")


class Subgroup(Table):
    """One row per agreement, subgroup and level. No two levels of a subgroup hold the same person.

    A level lies inside the indication: inside the ages, the sex and the regions that the agreement covers.
    """

    agreement_id: dt.string = agreement_id()
    subgroup_id: dt.string = column("Subgroup within the agreement", "Undergruppe i avtalen")
    level: dt.string = column("Level of the subgroup", "Nivå i undergruppen")
    variable: dt.string = column(
        "What divides the patients", "Hva pasientene deles etter", isin=list(VARIABLES)
    )
    minimum: dt.float64 = column(
        "Lowest age of the level (included)",
        "Laveste alder i nivået (inkludert)",
        unit="years",
        nullable=True,
    )
    maximum: dt.float64 = column(
        "Age from which the level ends (excluded)",
        "Alder der nivået slutter (ekskludert)",
        unit="years",
        nullable=True,
    )
    value: dt.string = column(
        "Sex or region code of the level", "Kjønn eller regionkode for nivået", nullable=True
    )
    label_english: dt.string = column("Name of the level, in English", "Navn på nivået, på engelsk")
    label_norwegian: dt.string = column("Name of the level, in Norwegian", "Navn på nivået, på norsk")

    class Config:
        unique = ["agreement_id", "subgroup_id", "level"]
