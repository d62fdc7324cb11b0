"""agreement.regimen: the regimens that point to the indication of an agreement."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column


class Regimen(Table):
    """One row per agreement and regimen whose records tie a course of treatment to the indication."""

    agreement_id: dt.string = agreement_id()
    regimen_code: dt.string = column(
        "Regimen (KURID), four digits", "Kur (KURID), fire sifre", str_matches=r"^\d{4}$"
    )

    class Config:
        unique = ["agreement_id", "regimen_code"]
