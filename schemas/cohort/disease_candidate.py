"""cohort.disease_candidate: the diseases a treated person's drug may have been given for."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class DiseaseCandidate(Table):
    """One row per agreement, treated person and disease that counts, diagnosed before the window closes.

    Diseases of all sites from the register that the agreement asks. A disease counts if it has one of the
    agreement's diagnosis codes. Any other counts if it is malignant: behaviour 3, 6 or 9, or a morphology
    that is missing, unless its ICD-10 code says in situ or benign (D00 to D36). Benign, borderline and in
    situ tumours (behaviour 0, 1, 2) and skin cancer other than melanoma (C44) are seldom treated with such
    drugs and very common: they would make the attribution of many patients ambiguous without reason.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    evidence: dt.string = column("Raw table and row key", "Råtabell og radnøkkel")
    tumour_id: dt.string = column(
        "Cancer case (SID); empty for a rare disease",
        "Sykdomstilfelle (SID); tomt for sjelden sykdom",
        nullable=True,
    )
    icd10_code: dt.string = column("Diagnosis, ICD-10", "Diagnose, ICD-10", nullable=True)
    is_of_indication: dt.boolean = column(
        "Has a diagnosis code of the agreement (true when it names none); empty when the code is missing",
        "Har en av avtalens diagnosekoder (sann når den ikke nevner noen); tomt når koden mangler",
        nullable=True,
    )
    is_in_window: dt.boolean = column(
        "Diagnosed within the agreed days before and after the first dose; false where earlier",
        "Diagnostisert innen avtalt antall dager før og etter første dose; usann der den er tidligere",
    )

    class Config:
        unique = ["agreement_id", "person_id", "evidence"]
