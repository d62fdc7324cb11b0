"""core.rare_disease_registration: persons in the rare-disease quality register."""

import ibis.expr.datatypes as dt

from schemas.shared_columns import hospital_id, person_id, region_code
from schemas.table import Table, column


class RareDiseaseRegistration(Table):
    """One row per person in the rare-disease quality register (NORNMD).

    The register covers a part of the patients only: whoever is missing here may still have the disease.
    """

    person_id: dt.string = person_id()
    icd10_code: dt.string = column(
        "Diagnosis, ICD-10, upper case without dot",
        "Diagnose, ICD-10, store bokstaver uten punktum",
    )
    diagnosis_date: dt.date = column("Date of diagnosis", "Diagnosedato", nullable=True)
    inclusion_date: dt.date = column("Date of inclusion in the register", "Inklusjonsdato", nullable=True)
    hospital_id: dt.string = hospital_id()
    region_code: dt.string = region_code()
    sma_type: dt.string = column(
        "Type of spinal muscular atrophy, 1 to 4; empty when unknown",
        "Type spinal muskelatrofi, 1 til 4; tom når ukjent",
        nullable=True,
        isin=("1", "2", "3", "4"),
    )
    smn2_copies: dt.int32 = column(
        "Copies of the gene SMN2", "Kopier av genet SMN2", unit="copies", nullable=True, ge=0, le=20
    )

    class Config:
        unique = ["person_id"]
