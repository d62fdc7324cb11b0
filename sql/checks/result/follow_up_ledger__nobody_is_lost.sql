-- The states of a time do not add up to the same number at every time: somebody is lost, or counted twice.
with follow_up_ledger as (
    select agreement_id, cohort, measure, variant, time_days, n from result.follow_up_ledger
),

at_time as (
    select agreement_id, cohort, measure, variant, time_days, sum(n) as n
    from follow_up_ledger
    group by agreement_id, cohort, measure, variant, time_days
)

select agreement_id, cohort, measure, variant, min(n) as fewest, max(n) as most
from at_time
group by agreement_id, cohort, measure, variant
having min(n) <> max(n) or count(*) <> 6
