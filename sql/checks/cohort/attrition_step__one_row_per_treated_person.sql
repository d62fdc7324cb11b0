-- A treated person is missing from the flow or leaves it twice: the numbers of the flow do not add up.
with treated_person as (
    select agreement_id, person_id from cohort.treated_person
),

attrition_step as (
    select agreement_id, person_id from cohort.attrition_step
),

placed as (
    select agreement_id, person_id, 1 as n_treated, 0 as n_steps from treated_person
    union all
    select agreement_id, person_id, 0 as n_treated, 1 as n_steps from attrition_step
),

wrong as (
    select agreement_id, person_id
    from placed
    group by agreement_id, person_id
    having sum(n_treated) <> 1 or sum(n_steps) <> 1
)

select agreement_id, count(*) as n_persons from wrong group by agreement_id
