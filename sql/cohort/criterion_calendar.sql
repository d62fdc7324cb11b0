with assessed_person as (
    select agreement_id, person_id, judged_at_date from cohort.assessed_person
),

criterion as (
    select agreement_id, criterion_id, first_date, last_date from agreement.criterion where kind = 'calendar'
),

final as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        assessed_person.person_id,
        case
            when assessed_person.judged_at_date < criterion.first_date then 'not_met'
            when assessed_person.judged_at_date > criterion.last_date then 'not_met'
            else 'met'
        end as verdict,
        'cohort.assessed_person/' || assessed_person.person_id as evidence
    from assessed_person
    inner join criterion on criterion.agreement_id = assessed_person.agreement_id
)

select * from final
