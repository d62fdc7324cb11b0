"""agreement.comparator_substance: the active substances whose records count as a comparator's treatment."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id, comparator_id
from schemas.table import Table, column


class ComparatorSubstance(Table):
    """One row per agreement, comparator and active substance; none of them is the agreement's own."""

    agreement_id: dt.string = agreement_id()
    comparator_id: dt.string = comparator_id()
    atc_code: dt.string = column(
        "ATC code of the substance, fifth level",
        "ATC-kode for virkestoffet, femte nivå",
        str_matches=r"^[A-Z]\d{2}[A-Z]{2}\d{2}$",
    )

    class Config:
        unique = ["agreement_id", "comparator_id", "atc_code"]
