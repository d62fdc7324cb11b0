-- A reason is given for treatment that is not known to have ended, none for treatment that has, or death and next line
-- are not those that ended it.
with agreement as (
    select agreement_id, primary_duration_variant from agreement.agreement
),

treatment_duration as (
    select agreement_id, person_id, variant, is_event, end_reason from outcome.treatment_duration
),

stop_reason as (
    select agreement_id, person_id, reason from outcome.stop_reason
)

select stop_reason.agreement_id, stop_reason.reason, count(*) as n_persons
from stop_reason
inner join agreement on agreement.agreement_id = stop_reason.agreement_id
left join treatment_duration
    on treatment_duration.agreement_id = stop_reason.agreement_id
    and treatment_duration.person_id = stop_reason.person_id
    and treatment_duration.variant = agreement.primary_duration_variant
where
    (stop_reason.reason = 'not_known') <> (treatment_duration.is_event is null)
    or (stop_reason.reason = 'on_treatment') <> coalesce(not treatment_duration.is_event, false)
    or (stop_reason.reason = 'death') <> coalesce(treatment_duration.end_reason = 'death', false)
    or (stop_reason.reason = 'next_line' and treatment_duration.end_reason <> 'next_line')
group by stop_reason.agreement_id, stop_reason.reason
