"""core.study_person: the persons that the study needs, and no others."""

import ibis.expr.datatypes as dt

from schemas.shared_columns import person_id
from schemas.table import Table, column


class StudyPerson(Table):
    """One row per person that any agreement may concern.

    A person is needed for at least one of seven reasons: a recorded dose of an agreement's drug, or of a
    drug that it is compared with, a tumour whose ICD-10 code a diagnosis criterion names, a positive test of
    a biomarker that a criterion names, a registration in the rare-disease register, a contact in NPR that
    carries an agreement's drug, or contacts in NPR on at least two days whose main condition a diagnosis
    criterion names. The last two are there to be counted: NPR is what the other registers' coverage is
    measured against. Every other core table keeps these persons only (data minimisation).
    """

    person_id: dt.string = person_id()
    has_agreement_drug: dt.boolean = column(
        "At least one recorded dose or dispensing of an agreement's drug, from any source",
        "Minst én registrert dose eller utlevering av et legemiddel i en avtale, uansett kilde",
    )
    has_comparator_drug: dt.boolean = column(
        "At least one recorded dose or dispensing of a drug that an agreement is compared with, from any "
        "source",
        "Minst én registrert dose eller utlevering av et legemiddel som en avtale sammenlignes med, uansett "
        "kilde",
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
    has_hospital_contact_with_drug: dt.boolean = column(
        "At least one contact in NPR that carries an agreement's drug, in whichever code column",
        "Minst én kontakt i NPR med et legemiddel i en avtale, uansett kodefelt",
    )
    has_hospital_contacts_for_diagnosis: dt.boolean = column(
        "Contacts in NPR on at least two days whose main condition an agreement's diagnosis criterion names",
        "Kontakter i NPR på minst to dager med en hovedtilstand som et diagnosekriterium nevner",
    )

    class Config:
        unique = ["person_id"]
