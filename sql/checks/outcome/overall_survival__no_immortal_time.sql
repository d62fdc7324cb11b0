-- A survival time is negative, or ends before the person came under observation.
with overall_survival as (
    select agreement_id, starter, entry_days, time_days from outcome.overall_survival
)

select agreement_id, starter, count(*) as n_persons
from overall_survival
where
    time_days < 0
    or (starter = 'new_starter' and entry_days <> 0)
    or (starter = 'earlier_starter' and (entry_days <= 0 or time_days <= entry_days))
group by agreement_id, starter
