"""cohort.registered_disease: the diseases by which treated persons are judged."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class RegisteredDisease(Table):
    """One row per agreement, treated person and disease registered up to 30 days after the first dose.

    The agreement's diagnosis codes decide which register is asked: Kreftregisteret for neoplasms (ICD-10
    C and D) and where no code is named, the rare-disease register for everything else. Diagnosis,
    morphology and stage are judged on these rows, so that one and the same tumour must fit all of them.
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
    morphology_code: dt.string = column("Morphology, ICD-O-3", "Morfologi, ICD-O-3", nullable=True)
    spread: dt.string = column(
        "Extent at diagnosis; empty for a rare disease",
        "Utbredelse ved diagnose; tomt for sjelden sykdom",
        nullable=True,
    )
    is_diagnosis: dt.boolean = column(
        "Has a diagnosis code of the agreement (true when it names none); empty when the code is missing",
        "Har en av avtalens diagnosekoder (sann når den ikke nevner noen); tomt når koden mangler",
        nullable=True,
    )
    is_register_closed: dt.boolean = column(
        "The register declares itself complete at the first dose: what it does not hold is then absent",
        "Registeret oppgir å være komplett ved første dose: det som mangler der, finnes da ikke",
    )

    class Config:
        unique = ["agreement_id", "evidence"]
