-- One tumour must fit both diagnosis and morphology: each tumour is judged on the two together.
with treated_person as (
    select agreement_id, person_id from cohort.treated_person
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'morphology'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

registered_disease as (
    select agreement_id, person_id, evidence, morphology_code, is_diagnosis, is_register_closed
    from cohort.registered_disease
),

judged_disease as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        treated_person.person_id,
        registered_disease.evidence,
        registered_disease.is_register_closed,
        case
            when not registered_disease.is_diagnosis then 'not_met'
            when registered_disease.morphology_code is not null and criterion_value.value is null then 'not_met'
            when registered_disease.is_diagnosis and criterion_value.value is not null then 'met'
            else 'unknown'
        end as verdict
    from treated_person
    inner join criterion on criterion.agreement_id = treated_person.agreement_id
    left join registered_disease
        on registered_disease.agreement_id = treated_person.agreement_id
        and registered_disease.person_id = treated_person.person_id
    left join criterion_value
        on criterion_value.agreement_id = criterion.agreement_id
        and criterion_value.criterion_id = criterion.criterion_id
        and criterion_value.value = registered_disease.morphology_code
),

judged as (
    select
        agreement_id,
        criterion_id,
        person_id,
        case
            when bool_or(verdict = 'met') then 'met'
            when bool_and(verdict = 'not_met') and bool_and(is_register_closed) then 'not_met'
            else 'unknown'
        end as verdict,
        min(evidence) as any_evidence,
        min(evidence) filter (where verdict = 'met') as fitting_evidence
    from judged_disease
    group by agreement_id, criterion_id, person_id
),

final as (
    select
        agreement_id,
        criterion_id,
        person_id,
        verdict,
        case verdict when 'met' then fitting_evidence when 'not_met' then any_evidence end as evidence
    from judged
)

select * from final
