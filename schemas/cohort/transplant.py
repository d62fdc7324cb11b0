"""cohort.transplant: when persons had a stem cell transplantation, as hospitals recorded it."""

import ibis.expr.datatypes as dt

from schemas.shared_columns import person_id
from schemas.table import Table, column


class Transplant(Table):
    """One row per person and stay with a transplantation.

    The codes stand in `reference.code_list`, list `transplant`. A procedure or a DRG tells of one during the
    stay; the day within the stay is not recorded. A condition tells only that one lies behind, and is written
    at every later contact: the first contact that carries it stands for the transplantation, and only for a
    person of whom no earlier stay tells one.
    """

    person_id: dt.string = person_id()
    transplant_date: dt.date = column(
        "Admission to the stay with the transplantation", "Innleggelse til oppholdet med transplantasjonen"
    )
    stay_end_date: dt.date = column("Discharge from that stay", "Utskrivning fra oppholdet")
    is_dated: dt.boolean = column(
        "True if the transplantation was in this stay; false if it came before it",
        "Sann hvis transplantasjonen var i dette oppholdet; usann hvis den kom før det",
    )
    evidence: dt.string = column("Episode it is read from", "Episoden det er lest fra")

    class Config:
        unique = ["person_id", "evidence"]
