-- An end of treatment is given a reason that only censors, or the other way round.
with treatment_duration as (
    select agreement_id, variant, is_event, end_reason from outcome.treatment_duration
)

select agreement_id, variant, end_reason, count(*) as n_persons
from treatment_duration
where is_event <> (end_reason in ('stopped', 'death', 'next_line'))
group by agreement_id, variant, end_reason
