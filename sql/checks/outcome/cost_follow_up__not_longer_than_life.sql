-- A person's costs are followed over a negative time, or longer than the person is known to live.
with cost_follow_up as (
    select agreement_id, person_id, cost_source, follow_up_days from outcome.cost_follow_up
),

vital_follow_up as (
    select agreement_id, person_id, index_date, death_date, followed_to_date from outcome.vital_follow_up
)

select cost_follow_up.agreement_id, cost_follow_up.cost_source, count(*) as n_persons
from cost_follow_up
left join vital_follow_up
    on vital_follow_up.agreement_id = cost_follow_up.agreement_id
    and vital_follow_up.person_id = cost_follow_up.person_id
where
    cost_follow_up.follow_up_days < 0
    or vital_follow_up.person_id is null
    or cost_follow_up.follow_up_days > date_diff(
        'day',
        vital_follow_up.index_date,
        least(vital_follow_up.death_date, vital_follow_up.followed_to_date)
    )
group by cost_follow_up.agreement_id, cost_follow_up.cost_source
