-- A score rests on no answer, or on one outside the window of its time.
with prom_score as (
    select agreement_id, person_id, time_days, answered_date from outcome.prom_score
),

prom_invitation as (
    select agreement_id, person_id, time_days, window_from_date, window_to_date
    from outcome.prom_invitation
    where state = 'answered'
)

select prom_score.agreement_id, prom_score.time_days, count(*) as n_scores
from prom_score
left join prom_invitation
    on prom_invitation.agreement_id = prom_score.agreement_id
    and prom_invitation.person_id = prom_score.person_id
    and prom_invitation.time_days = prom_score.time_days
where
    prom_invitation.person_id is null
    or prom_score.answered_date < prom_invitation.window_from_date
    or prom_score.answered_date >= prom_invitation.window_to_date
group by prom_score.agreement_id, prom_score.time_days
