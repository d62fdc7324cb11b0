"""cohort.agreement_course_event: which reported events in the course of a cancer count for an agreement."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class AgreementCourseEvent(Table):
    """One row per agreement, treated person and reported event that may be of the agreement's disease.

    Events of another registered disease than the agreement's do not count; one that names no case, or a case
    that the register does not hold, does, and so does any where the agreement names no diagnosis. Reports
    are sparse: an event that is missing here is unknown, not absent.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    event_id: dt.string = column("Event in the course of disease", "Hendelse i forløpet")
    event_type: dt.string = column(
        "What was reported",
        "Hva som ble meldt",
        isin=("relapse", "progression", "metastasis", "response", "complete_remission"),
    )
    event_date: dt.date = column("Date of the event", "Hendelsesdato")

    class Config:
        unique = ["agreement_id", "event_id"]
