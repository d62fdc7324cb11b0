-- A response is said to be there without a report within the agreed days, or to be absent where absence is not known.
with response as (
    select agreement_id, response, within_days, answer, days_from_index, evidence from outcome.response
),

agreed as (
    select agreement_id, response, are_reports_complete from agreement.response
)

select response.agreement_id, response.response, count(*) as n_persons
from response
left join agreed on agreed.agreement_id = response.agreement_id and agreed.response = response.response
where
    coalesce(response.days_from_index > response.within_days, false)
    or (response.days_from_index is null) <> (response.evidence is null)
    or (response.answer = 'yes' and response.evidence is null)
    or (response.answer in ('no', 'unknown') and response.evidence is not null)
    or (response.answer = 'no' and not coalesce(agreed.are_reports_complete, false))
group by response.agreement_id, response.response
