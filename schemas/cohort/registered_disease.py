"""cohort.registered_disease: the diseases by which persons are judged."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class RegisteredDisease(Table):
    """One row per agreement, assessed person and disease registered up to 30 days after the person is judged.

    Only diseases of the register that the agreement asks (`cohort.disease_register`). Every criterion on a
    disease is judged on these rows, so that one and the same disease must fit all of them.
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
    is_diagnosis_dated: dt.boolean = column(
        "The date is that of the diagnosis, not of inclusion in the register",
        "Datoen er diagnosens, ikke inklusjonens",
    )
    icd10_code: dt.string = column("Diagnosis, ICD-10", "Diagnose, ICD-10", nullable=True)
    topography_code: dt.string = column("Topography, ICD-O-3", "Topografi, ICD-O-3", nullable=True)
    morphology_code: dt.string = column("Morphology, ICD-O-3", "Morfologi, ICD-O-3", nullable=True)
    behaviour_code: dt.string = column(
        "Behaviour, the last digit of the morphology", "Adferd, siste siffer i morfologien", nullable=True
    )
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
        "The register declares itself complete on the day: what it does not hold is then absent",
        "Registeret oppgir å være komplett den dagen: det som mangler der, finnes da ikke",
    )

    class Config:
        unique = ["agreement_id", "evidence"]
