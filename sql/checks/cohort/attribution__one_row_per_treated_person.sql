-- A treated person's course was not attributed, or twice, so that the classes do not divide the treated.
with treated_person as (
    select agreement_id, person_id from cohort.treated_person
),

attribution as (
    select agreement_id, person_id from cohort.attribution
),

placed as (
    select agreement_id, person_id, 1 as n_treated, 0 as n_attributed from treated_person
    union all
    select agreement_id, person_id, 0 as n_treated, 1 as n_attributed from attribution
),

wrong as (
    select agreement_id, person_id
    from placed
    group by agreement_id, person_id
    having sum(n_treated) <> 1 or sum(n_attributed) <> 1
)

select agreement_id, count(*) as n_persons from wrong group by agreement_id
