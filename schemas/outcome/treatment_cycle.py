"""outcome.treatment_cycle: when each cycle of treatment began."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id, days_from_index
from schemas.shared_columns import person_id
from schemas.table import Table, column


class TreatmentCycle(Table):
    """One row per agreement, new starter and cycle begun within treatment by the agreement's primary rule.

    Cycles are those of the agreement's own drug within the course: as the source numbers them within each
    regimen, if every record of the course has a number; otherwise a pause between records longer than the
    agreement's cycle gap begins a new one. Where neither tells, the cycles are not known and the person has
    no row; whose cycles are known has at least one.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    cycle_number: dt.int32 = column("Place among the course's cycles", "Plass blant forløpets sykluser", ge=1)
    days_from_index: dt.int32 = days_from_index()

    class Config:
        unique = ["agreement_id", "person_id", "cycle_number"]
