-- A verdict contradicts the criteria it rests on: outside needs one not met, inside has all of them met.
with eligibility as (
    select agreement_id, verdict, n_not_met, n_unknown from cohort.eligibility
)

select agreement_id, verdict, count(*) as n_persons
from eligibility
where
    (verdict = 'outside') <> (n_not_met > 0)
    or (verdict = 'inside') <> (n_not_met = 0 and n_unknown = 0)
group by agreement_id, verdict
