"""The shape of every table that judges one kind of criterion, and of `cohort.criterion_verdict`."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import VERDICTS, agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class JudgedCriterion(Table):
    """One row per agreement, criterion and assessed person."""

    agreement_id: dt.string = agreement_id()
    criterion_id: dt.string = column("Criterion of the agreement", "Kriterium i avtalen")
    person_id: dt.string = person_id()
    verdict: dt.string = column(
        "Met, not met, or unknown: the sources do not say",
        "Oppfylt, ikke oppfylt eller ukjent: kildene sier det ikke",
        isin=VERDICTS,
    )
    evidence: dt.string = column(
        "Source row that decides: raw table and its row key; empty when no row decides",
        "Kilderaden som avgjør: råtabell og radnøkkel; tomt når ingen rad avgjør",
        nullable=True,
    )

    class Config:
        unique = ["agreement_id", "criterion_id", "person_id"]
