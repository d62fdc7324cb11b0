with treated_person as (
    select agreement_id, person_id from cohort.treated_person
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'diagnosis'
),

registered_disease as (
    select agreement_id, person_id, evidence, is_diagnosis, is_register_closed from cohort.registered_disease
),

judged as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        treated_person.person_id,
        case
            when bool_or(registered_disease.is_diagnosis) then 'met'
            when bool_and(not coalesce(registered_disease.is_diagnosis, true))
                and bool_and(registered_disease.is_register_closed) then 'not_met'
            else 'unknown'
        end as verdict,
        min(registered_disease.evidence) as any_evidence,
        min(registered_disease.evidence) filter (where registered_disease.is_diagnosis) as fitting_evidence
    from treated_person
    inner join criterion on criterion.agreement_id = treated_person.agreement_id
    left join registered_disease
        on registered_disease.agreement_id = treated_person.agreement_id
        and registered_disease.person_id = treated_person.person_id
    group by criterion.agreement_id, criterion.criterion_id, treated_person.person_id
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
