-- Somebody's earlier treatment was not told, or was told of somebody who is not assessed.
with assessed_person as (
    select agreement_id, person_id from cohort.assessed_person
),

treatment_history as (
    select agreement_id, person_id from cohort.treatment_history
),

placed as (
    select agreement_id, person_id, 1 as n_assessed, 0 as n_told from assessed_person
    union all
    select agreement_id, person_id, 0 as n_assessed, 1 as n_told from treatment_history
),

wrong as (
    select agreement_id, person_id
    from placed
    group by agreement_id, person_id
    having sum(n_assessed) <> 1 or sum(n_told) <> 1
)

select agreement_id, count(*) as n_persons from wrong group by agreement_id
