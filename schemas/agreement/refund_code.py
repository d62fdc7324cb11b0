"""agreement.refund_code: the refund codes that point to the indication of an agreement."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column


class RefundCode(Table):
    """One row per agreement and refund code that ties a course of treatment to the indication.

    Those the file lists, and where it lists none the values of its diagnosis criteria.
    """

    agreement_id: dt.string = agreement_id()
    code: dt.string = column(
        "Start of an ICD-10 refund code, without dot",
        "Starten av en ICD-10-refusjonskode, uten punktum",
        str_matches=r"^[A-Z]\d{2}\d{0,2}$",
    )

    class Config:
        unique = ["agreement_id", "code"]
