"""cohort.disease_stage: how each registered disease stands to the criteria on extent of disease."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import VERDICTS, agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class DiseaseStage(Table):
    """One row per agreement, criterion on extent of disease, assessed person and registered disease.

    Distant spread at diagnosis meets it at every later date. Any other stage says nothing more when the
    agreement's days of a current stage have passed since the diagnosis, unless a later report gives spread.
    """

    agreement_id: dt.string = agreement_id()
    criterion_id: dt.string = column("Criterion of the agreement", "Kriterium i avtalen")
    person_id: dt.string = person_id()
    disease: dt.string = column("The disease: raw table and row key", "Sykdommen: råtabell og radnøkkel")
    verdict: dt.string = column(
        "Met, not met, or unknown", "Oppfylt, ikke oppfylt eller ukjent", isin=VERDICTS
    )
    evidence: dt.string = column(
        "Source row that decides: the disease, or the later report",
        "Kilderaden som avgjør: sykdommen, eller den senere meldingen",
    )

    class Config:
        unique = ["agreement_id", "criterion_id", "disease"]
