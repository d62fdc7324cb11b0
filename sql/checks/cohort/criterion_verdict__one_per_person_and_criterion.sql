-- A criterion was not judged for an assessed person, or was judged twice: the person's eligibility is wrong.
with assessed_person as (
    select agreement_id, person_id from cohort.assessed_person
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion
),

criterion_verdict as (
    select agreement_id, criterion_id, person_id from cohort.criterion_verdict
),

placed as (
    select assessed_person.agreement_id, criterion.criterion_id, assessed_person.person_id, 1 as n_asked, 0 as n_verdicts
    from assessed_person
    inner join criterion on criterion.agreement_id = assessed_person.agreement_id
    union all
    select agreement_id, criterion_id, person_id, 0 as n_asked, 1 as n_verdicts
    from criterion_verdict
),

wrong as (
    select agreement_id, criterion_id, person_id
    from placed
    group by agreement_id, criterion_id, person_id
    having sum(n_asked) <> 1 or sum(n_verdicts) <> 1
)

select agreement_id, criterion_id, count(*) as n_persons from wrong group by agreement_id, criterion_id
