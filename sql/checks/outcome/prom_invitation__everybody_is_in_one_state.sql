-- A new starter is missing at a time the agreement asks for, or stands there twice: the response rate would be
-- of other persons than those treated.
with treated_person as (
    select agreement_id, person_id from cohort.treated_person where starter = 'new_starter'
),

patient_reported_time as (
    select agreement_id, time_days from agreement.patient_reported_time
),

source as (
    select register from core.source where register = 'prom'
),

prom_invitation as (
    select agreement_id, person_id, time_days from outcome.prom_invitation
),

placed as (
    select treated_person.agreement_id, treated_person.person_id, time_days, 1 as n_expected, 0 as n_found
    from treated_person
    inner join patient_reported_time on patient_reported_time.agreement_id = treated_person.agreement_id
    cross join source
    union all
    select agreement_id, person_id, time_days, 0 as n_expected, 1 as n_found from prom_invitation
),

wrong as (
    select agreement_id, person_id, time_days
    from placed
    group by agreement_id, person_id, time_days
    having sum(n_expected) <> 1 or sum(n_found) <> 1
)

select agreement_id, time_days, count(*) as n_persons from wrong group by agreement_id, time_days
