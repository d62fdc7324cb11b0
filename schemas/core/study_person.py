"""core.study_person: the persons that the study needs, and no others."""

import ibis.expr.datatypes as dt

from schemas.shared_columns import person_id
from schemas.table import Table, column


class StudyPerson(Table):
    """One row per person that any agreement may concern.

    A person is needed for at least one of four reasons: a recorded dose of an agreement's drug, a tumour
    whose ICD-10 code a diagnosis criterion names, a positive test of a biomarker that a criterion names,
    or a registration in the rare-disease register. Every other core table keeps these persons only (data
    minimisation).
    """

    person_id: dt.string = person_id()
    has_agreement_drug: dt.boolean = column(
        "At least one recorded dose or dispensing of an agreement's drug, from any source",
        "Minst én registrert dose eller utlevering av et legemiddel i en avtale, uansett kilde",
    )
    has_agreement_diagnosis: dt.boolean = column(
        "At least one registered tumour whose ICD-10 code an agreement's diagnosis criterion names",
        "Minst ett registrert sykdomstilfelle med en ICD-10-kode som et diagnosekriterium nevner",
    )
    has_agreement_biomarker: dt.boolean = column(
        "At least one positive test of a biomarker that an agreement's criterion names",
        "Minst én positiv prøve av en biomarkør som et kriterium nevner",
    )
    has_rare_disease_registration: dt.boolean = column(
        "Registered in the rare-disease quality register",
        "Registrert i kvalitetsregisteret for sjeldne sykdommer",
    )

    class Config:
        unique = ["person_id"]
