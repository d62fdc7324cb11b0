-- A treated person of an agreement with a stop date has no status on it, or several: the exit plan misses somebody.
with agreement as (
    select agreement_id from agreement.agreement where not is_proposal and stop_date <= $data_cut
),

treated_person as (
    select agreement_id, person_id from cohort.treated_person
),

exit_status as (
    select agreement_id, person_id from outcome.exit_status
),

placed as (
    select treated_person.agreement_id, treated_person.person_id, 1 as n_treated, 0 as n_statuses
    from treated_person
    inner join agreement on agreement.agreement_id = treated_person.agreement_id
    union all
    select agreement_id, person_id, 0 as n_treated, 1 as n_statuses from exit_status
),

wrong as (
    select agreement_id, person_id
    from placed
    group by agreement_id, person_id
    having sum(n_treated) <> 1 or sum(n_statuses) <> 1
)

select agreement_id, count(*) as n_persons from wrong group by agreement_id
