with assessed_person as (
    select agreement_id, person_id, sex from cohort.assessed_person
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'sex'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

final as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        assessed_person.person_id,
        case
            when assessed_person.sex = 'unknown' then 'unknown'
            when criterion_value.value is not null then 'met'
            else 'not_met'
        end as verdict,
        case when assessed_person.sex <> 'unknown' then 'core.person/' || assessed_person.person_id end as evidence
    from assessed_person
    inner join criterion on criterion.agreement_id = assessed_person.agreement_id
    left join criterion_value
        on criterion_value.agreement_id = criterion.agreement_id
        and criterion_value.criterion_id = criterion.criterion_id
        and criterion_value.value = assessed_person.sex
)

select * from final
