"""outcome.treatment_course: the course of treatment that begins at the first dose."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class TreatmentCourse(Table):
    """One row per agreement, treated person and treatment-end rule.

    A course goes on while the next record comes at most the permitted gap after coverage ended. Treatment
    that is taken up again after a longer gap is another course and is not here.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    variant: dt.string = column("Treatment-end rule", "Regel for behandlingsslutt")
    course_start: dt.date = column("First record of the course", "Første rad i forløpet")
    last_exposure_date: dt.date = column("Last record of the course", "Siste rad i forløpet")
    coverage_end: dt.date = column(
        "First day not covered after the last record", "Første dag uten dekning etter siste rad"
    )
    n_exposures: dt.int32 = column("Records in the course", "Rader i forløpet", ge=1)

    class Config:
        unique = ["agreement_id", "person_id", "variant"]
