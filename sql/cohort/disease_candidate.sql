with agreement as (
    select agreement_id, attribution_before_days, attribution_after_days from agreement.agreement
),

treated_person as (
    select agreement_id, person_id, first_dose_date from cohort.treated_person
),

disease_register as (
    select agreement_id, register, names_diagnosis from cohort.disease_register
),

disease as (
    select register, person_id, evidence, tumour_id, diagnosis_date, icd10_code, behaviour_code
    from cohort.disease
),

agreement_disease as (
    select agreement_id, evidence from cohort.agreement_disease
),

malignant as (
    select
        *,
        case
            when substr(icd10_code, 1, 3) = 'C44' then false
            when behaviour_code is not null then behaviour_code not in ('0', '1', '2')
            else coalesce(substr(icd10_code, 1, 3) not between 'D00' and 'D36', true)
        end as is_malignant
    from disease
),

final as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        malignant.evidence,
        malignant.tumour_id,
        malignant.icd10_code,
        case
            when not disease_register.names_diagnosis or agreement_disease.evidence is not null then true
            when malignant.icd10_code is not null then false
        end as is_of_indication,
        malignant.diagnosis_date >= treated_person.first_dose_date - agreement.attribution_before_days
            as is_in_window
    from treated_person
    inner join agreement on agreement.agreement_id = treated_person.agreement_id
    inner join disease_register on disease_register.agreement_id = treated_person.agreement_id
    inner join malignant
        on malignant.person_id = treated_person.person_id
        and malignant.register = disease_register.register
        and malignant.diagnosis_date <= treated_person.first_dose_date + agreement.attribution_after_days
    left join agreement_disease
        on agreement_disease.agreement_id = treated_person.agreement_id
        and agreement_disease.evidence = malignant.evidence
    where malignant.is_malignant or agreement_disease.evidence is not null
)

select * from final
