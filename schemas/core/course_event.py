"""core.course_event: what Kreftregisteret was told about the course of a cancer after diagnosis."""

import ibis.expr.datatypes as dt

from schemas.shared_columns import person_id
from schemas.table import Table, column


class CourseEvent(Table):
    """One row per reported event in the course of a cancer.

    Reports are sparse: an event that is missing here is unknown, not absent, and time to the first
    reported progression is not progression-free survival.
    """

    person_id: dt.string = person_id()
    tumour_id: dt.string = column(
        "Cancer case (SID) the report names", "Sykdomstilfelle (SID) meldingen gjelder", nullable=True
    )
    event_id: dt.string = column("Event in the course of disease", "Hendelse i forløpet")
    event_type: dt.string = column(
        "What was reported",
        "Hva som ble meldt",
        isin=("relapse", "progression", "metastasis", "response", "complete_remission"),
    )
    event_date: dt.date = column("Date of the event", "Hendelsesdato")

    class Config:
        unique = ["event_id"]
