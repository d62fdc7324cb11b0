with treated_person as (
    select agreement_id, person_id, age_years from cohort.treated_person
),

criterion as (
    select agreement_id, criterion_id, minimum, maximum from agreement.criterion where kind = 'age'
),

final as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        treated_person.person_id,
        case
            when treated_person.age_years is null then 'unknown'
            when treated_person.age_years < criterion.minimum then 'not_met'
            when treated_person.age_years >= criterion.maximum then 'not_met'
            else 'met'
        end as verdict,
        case
            when treated_person.age_years is not null then 'core.person/' || treated_person.person_id
        end as evidence
    from treated_person
    inner join criterion on criterion.agreement_id = treated_person.agreement_id
)

select * from final
