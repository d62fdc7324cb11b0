-- A treated person is not assessed, or on another day than that of the first dose; or somebody with a dose is called
-- untreated.
with treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person
),

agreement_exposure as (
    select distinct agreement_id, person_id from cohort.agreement_exposure
),

assessed_person as (
    select agreement_id, person_id, is_treated, judged_at_date from cohort.assessed_person
),

unassessed as (
    select treated_person.agreement_id, treated_person.person_id
    from treated_person
    left join assessed_person
        on assessed_person.agreement_id = treated_person.agreement_id
        and assessed_person.person_id = treated_person.person_id
        and assessed_person.is_treated
        and assessed_person.judged_at_date = treated_person.index_date
    where assessed_person.person_id is null
),

called_untreated as (
    select assessed_person.agreement_id, assessed_person.person_id
    from assessed_person
    inner join agreement_exposure
        on agreement_exposure.agreement_id = assessed_person.agreement_id
        and agreement_exposure.person_id = assessed_person.person_id
    where not assessed_person.is_treated
),

called_treated as (
    select assessed_person.agreement_id, assessed_person.person_id
    from assessed_person
    left join treated_person
        on treated_person.agreement_id = assessed_person.agreement_id
        and treated_person.person_id = assessed_person.person_id
    where assessed_person.is_treated and treated_person.person_id is null
),

wrong as (
    select agreement_id, person_id from unassessed
    union
    select agreement_id, person_id from called_untreated
    union
    select agreement_id, person_id from called_treated
)

select agreement_id, count(*) as n_persons from wrong group by agreement_id
