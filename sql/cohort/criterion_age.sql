with assessed_person as (
    select agreement_id, person_id, age_years from cohort.assessed_person
),

criterion as (
    select agreement_id, criterion_id, minimum, maximum from agreement.criterion where kind = 'age'
),

final as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        assessed_person.person_id,
        case
            when assessed_person.age_years is null then 'unknown'
            when assessed_person.age_years < criterion.minimum then 'not_met'
            when assessed_person.age_years >= criterion.maximum then 'not_met'
            else 'met'
        end as verdict,
        case
            when assessed_person.age_years is not null then 'core.person/' || assessed_person.person_id
        end as evidence
    from assessed_person
    inner join criterion on criterion.agreement_id = assessed_person.agreement_id
)

select * from final
