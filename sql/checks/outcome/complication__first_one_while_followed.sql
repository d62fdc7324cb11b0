-- A complication is dated outside the person's follow-up, counted without a first one, or without the contact it is
-- read from.
with complication as (
    select agreement_id, complication, days_from_index, n_events, follow_up_days, evidence from outcome.complication
)

select agreement_id, complication, count(*) as n_persons
from complication
where
    coalesce(days_from_index < 0 or days_from_index > follow_up_days, false)
    or (days_from_index is null) <> (n_events = 0)
    or (days_from_index is null) <> (evidence is null)
group by agreement_id, complication
