-- A person is kept without a reason: data minimisation is broken.
select count(*) as n_persons
from core.study_person
where
    not (
        has_agreement_drug or has_comparator_drug or has_agreement_diagnosis or has_agreement_biomarker
        or has_rare_disease_registration or has_hospital_contact_with_drug
        or has_hospital_contacts_for_diagnosis
    )
having count(*) > 0
