"""agreement.substance: the active substances whose records count as treatment under an agreement."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class Substance(Table):
    """One row per agreement and active substance."""

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    atc_code: dt.string = column(
        "ATC code of the substance, fifth level",
        "ATC-kode for virkestoffet, femte nivå",
        str_matches=r"^[A-Z]\d{2}[A-Z]{2}\d{2}$",
    )

    class Config:
        unique = ["agreement_id", "atc_code"]
