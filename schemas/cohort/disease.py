"""cohort.disease: the diseases that disease registers hold, in one shape."""

import ibis.expr.datatypes as dt

from schemas.shared_columns import person_id, residence_region_code
from schemas.table import Table, column

DISEASE_REGISTERS = ("kreftregisteret", "nornmd")


class Disease(Table):
    """One row per cancer case of Kreftregisteret and per person of the rare-disease register.

    A rare disease has neither topography, morphology, behaviour nor spread: they are empty, which is unknown.
    """

    register: dt.string = column("Register that holds it", "Registeret den står i", isin=DISEASE_REGISTERS)
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
    icd10_code: dt.string = column(
        "Diagnosis, ICD-10, upper case without dot",
        "Diagnose, ICD-10, store bokstaver uten punktum",
        nullable=True,
    )
    topography_code: dt.string = column(
        "Topography, ICD-O-3, with C and without dot", "Topografi, ICD-O-3, med C og uten punktum",
        nullable=True,
    )  # fmt: skip
    morphology_code: dt.string = column("Morphology, ICD-O-3", "Morfologi, ICD-O-3", nullable=True)
    behaviour_code: dt.string = column(
        "Behaviour, the last digit of the morphology", "Adferd, siste siffer i morfologien", nullable=True
    )
    spread: dt.string = column(
        "Extent at diagnosis; empty for a rare disease",
        "Utbredelse ved diagnose; tomt for sjelden sykdom",
        nullable=True,
    )
    region_code: dt.string = residence_region_code()

    class Config:
        unique = ["evidence"]
