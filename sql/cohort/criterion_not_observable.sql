with assessed_person as (
    select agreement_id, person_id from cohort.assessed_person
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'not_observable'
),

final as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        assessed_person.person_id,
        'unknown' as verdict,
        null as evidence
    from assessed_person
    inner join criterion on criterion.agreement_id = assessed_person.agreement_id
)

select * from final
