"""outcome.vital_follow_up: what is known of life and emigration after the first dose."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id, index_date
from schemas.shared_columns import person_id
from schemas.table import Table, column


class VitalFollowUp(Table):
    """One row per agreement and treated person who was not registered as dead before the first dose.

    Deaths and emigrations after the vital-status source's complete-to date, or after the data cut, are not
    counted: they are known for some persons only. A death before the first dose is a contradiction of
    sources, and the person is followed by no measure.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    index_date: dt.date = index_date()
    death_date: dt.date = column("Death that counts", "Død som teller", nullable=True)
    emigration_date: dt.date = column(
        "Emigration that counts, on or after the index date",
        "Utvandring som teller, fra og med indeksdato",
        nullable=True,
    )
    followed_to_date: dt.date = column(
        "Last date with known vital status: complete-to date or data cut; empty when it is never known",
        "Siste dato med kjent vitalstatus: komplett til eller datakutt; tomt når vitalstatus er ukjent",
        nullable=True,
    )

    class Config:
        unique = ["agreement_id", "person_id"]
