"""cohort.agreement_disease: which registered diseases are of the diagnosis that each agreement names."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id, residence_region_code
from schemas.table import Table, column


class AgreementDisease(Table):
    """One row per agreement in force and disease with one of its diagnosis codes.

    Of all persons, treated or not, and of any date. An agreement that names no diagnosis has no rows.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    evidence: dt.string = column("Raw table and row key", "Råtabell og radnøkkel")
    tumour_id: dt.string = column(
        "Cancer case (SID); empty for a rare disease",
        "Sykdomstilfelle (SID); tomt for sjelden sykdom",
        nullable=True,
    )
    diagnosis_date: dt.date = column(
        "Date of diagnosis; date of inclusion where the rare-disease register lacks it",
        "Diagnosedato; inklusjonsdato der registeret for sjeldne sykdommer mangler den",
    )
    spread: dt.string = column(
        "Extent at diagnosis; empty for a rare disease",
        "Utbredelse ved diagnose; tomt for sjelden sykdom",
        nullable=True,
    )
    region_code: dt.string = residence_region_code()

    class Config:
        unique = ["agreement_id", "evidence"]
