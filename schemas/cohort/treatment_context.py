"""cohort.treatment_context: whether treatment began within a trial or in ordinary care."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class TreatmentContext(Table):
    """One row per agreement and treated person.

    Read from who paid the hospital contacts that carry the drug's ATC code and touch the day of the first
    dose, the day before or the day after: a research programme (NPR payer 22) on any of them is a trial;
    another known payer is ordinary care. Compassionate use has no code in any register: such patients are
    among the ordinary or the unknown. A drug that is fetched in a pharmacy often leaves no such contact.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    context: dt.string = column(
        "Trial, ordinary care, or unknown",
        "Klinisk studie, ordinær behandling eller ukjent",
        isin=("trial", "ordinary", "unknown"),
    )
    evidence: dt.string = column("Episode it is read from", "Episoden det er lest fra", nullable=True)

    class Config:
        unique = ["agreement_id", "person_id"]
