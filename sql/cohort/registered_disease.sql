with assessed_person as (
    select agreement_id, person_id, judged_at_date, evidence_until_date from cohort.assessed_person
),

disease_register as (
    select agreement_id, register, names_diagnosis, complete_to from cohort.disease_register
),

disease as (
    select * from cohort.disease
),

agreement_disease as (
    select agreement_id, evidence from cohort.agreement_disease
),

final as (
    select
        assessed_person.agreement_id,
        assessed_person.person_id,
        disease.evidence,
        disease.tumour_id,
        disease.diagnosis_date,
        disease.is_diagnosis_dated,
        disease.icd10_code,
        disease.topography_code,
        disease.morphology_code,
        disease.behaviour_code,
        disease.spread,
        case
            when not disease_register.names_diagnosis or agreement_disease.evidence is not null then true
            when disease.icd10_code is not null then false
        end as is_diagnosis,
        coalesce(assessed_person.judged_at_date <= disease_register.complete_to, false) as is_register_closed
    from assessed_person
    inner join disease_register on disease_register.agreement_id = assessed_person.agreement_id
    inner join disease
        on disease.person_id = assessed_person.person_id
        and disease.register = disease_register.register
        and disease.diagnosis_date <= assessed_person.evidence_until_date
    left join agreement_disease
        on agreement_disease.agreement_id = assessed_person.agreement_id
        and agreement_disease.evidence = disease.evidence
)

select * from final
