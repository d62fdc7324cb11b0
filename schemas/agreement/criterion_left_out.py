"""agreement.criterion_left_out: criteria that a comparator's persons are not judged by."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id, comparator_id
from schemas.table import Table, column


class CriterionLeftOut(Table):
    """One row per agreement, comparator and criterion that does not apply to the comparator."""

    agreement_id: dt.string = agreement_id()
    comparator_id: dt.string = comparator_id()
    criterion_id: dt.string = column("Criterion within the agreement", "Kriterium i avtalen")
    reason_english: dt.string = column("Why, in English", "Hvorfor, på engelsk")
    reason_norwegian: dt.string = column("Why, in Norwegian", "Hvorfor, på norsk")

    class Config:
        unique = ["agreement_id", "comparator_id", "criterion_id"]
