-- A treated person has no context of treatment, or two, so that trials and ordinary care do not divide them.
with treated_person as (
    select agreement_id, person_id from cohort.treated_person
),

treatment_context as (
    select agreement_id, person_id from cohort.treatment_context
),

placed as (
    select agreement_id, person_id, 1 as n_treated, 0 as n_contexts from treated_person
    union all
    select agreement_id, person_id, 0 as n_treated, 1 as n_contexts from treatment_context
),

wrong as (
    select agreement_id, person_id
    from placed
    group by agreement_id, person_id
    having sum(n_treated) <> 1 or sum(n_contexts) <> 1
)

select agreement_id, count(*) as n_persons from wrong group by agreement_id
