-- A transplantation is said to be there without a stay within the agreed days, or to be absent in spite of one.
with transplant_outcome as (
    select agreement_id, within_days, answer, days_from_index, evidence from outcome.transplant_outcome
)

select agreement_id, count(*) as n_persons
from transplant_outcome
where
    coalesce(days_from_index > within_days, false)
    or (answer = 'yes' and (days_from_index is null or evidence is null))
    or (answer = 'no' and evidence is not null)
    or (answer = 'unknown' and (evidence is null or days_from_index is not null))
group by agreement_id
