with treated_person as (
    select agreement_id, person_id, first_dose_date, evidence_until_date from cohort.treated_person
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'diagnosis'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

source as (
    select register, complete_to from core.source
),

tumour as (
    select * from core.tumour
),

rare_disease_registration as (
    select * from core.rare_disease_registration
),

registered as (
    select
        'kreftregisteret' as register,
        person_id,
        'kreftregisteret_tilfelle/' || tumour_id as evidence,
        tumour_id,
        diagnosis_date,
        icd10_code,
        morphology_code,
        spread
    from tumour
    union all
    select
        'nornmd' as register,
        person_id,
        'nornmd_pasient/' || person_id as evidence,
        null as tumour_id,
        coalesce(diagnosis_date, inclusion_date) as diagnosis_date,
        icd10_code,
        null as morphology_code,
        null as spread
    from rare_disease_registration
),

diagnosis_code as (
    select distinct criterion.agreement_id, criterion_value.value as code
    from criterion
    inner join criterion_value
        on criterion_value.agreement_id = criterion.agreement_id
        and criterion_value.criterion_id = criterion.criterion_id
),

asked as (
    select
        agreement_id,
        case when max(substr(code, 1, 1)) in ('C', 'D') then 'kreftregisteret' else 'nornmd' end as register
    from diagnosis_code
    group by agreement_id
),

known as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        asked.agreement_id is null as is_any_diagnosis,
        coalesce(treated_person.first_dose_date <= source.complete_to, false) as is_register_closed,
        registered.evidence,
        registered.tumour_id,
        registered.diagnosis_date,
        registered.icd10_code,
        registered.morphology_code,
        registered.spread
    from treated_person
    left join asked on asked.agreement_id = treated_person.agreement_id
    inner join registered
        on registered.person_id = treated_person.person_id
        and registered.register = coalesce(asked.register, 'kreftregisteret')
        and registered.diagnosis_date <= treated_person.evidence_until_date
    left join source on source.register = registered.register
),

listed as (
    select distinct known.agreement_id, known.evidence
    from known
    inner join diagnosis_code
        on diagnosis_code.agreement_id = known.agreement_id
        and substr(known.icd10_code, 1, length(diagnosis_code.code)) = diagnosis_code.code
),

final as (
    select
        known.agreement_id,
        known.person_id,
        known.evidence,
        known.tumour_id,
        known.diagnosis_date,
        known.morphology_code,
        known.spread,
        case
            when known.is_any_diagnosis or listed.evidence is not null then true
            when known.icd10_code is not null then false
        end as is_diagnosis,
        known.is_register_closed
    from known
    left join listed on listed.agreement_id = known.agreement_id and listed.evidence = known.evidence
)

select * from final
