-- A status contradicts the dates: a new start before the stop date, or somebody who started after it and is not one.
with agreement as (
    select agreement_id, stop_date from agreement.agreement
),

treated_person as (
    select agreement_id, person_id, first_dose_date from cohort.treated_person
),

exit_status as (
    select agreement_id, person_id, status, date from outcome.exit_status
)

select exit_status.agreement_id, exit_status.status, count(*) as n_persons
from exit_status
inner join agreement on agreement.agreement_id = exit_status.agreement_id
inner join treated_person
    on treated_person.agreement_id = exit_status.agreement_id
    and treated_person.person_id = exit_status.person_id
where
    (exit_status.status = 'new_start') <> (treated_person.first_dose_date >= agreement.stop_date)
    or (exit_status.status <> 'new_start' and exit_status.date > agreement.stop_date)
group by exit_status.agreement_id, exit_status.status
