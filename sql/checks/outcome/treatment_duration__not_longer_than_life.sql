-- A time is negative, or treatment lasts longer than the person is known to live or to be followed.
with treatment_duration as (
    select agreement_id, person_id, variant, time_days from outcome.treatment_duration
),

vital_follow_up as (
    select agreement_id, person_id, index_date, death_date, emigration_date, followed_to_date
    from outcome.vital_follow_up
)

select treatment_duration.agreement_id, treatment_duration.variant, count(*) as n_persons
from treatment_duration
left join vital_follow_up
    on vital_follow_up.agreement_id = treatment_duration.agreement_id
    and vital_follow_up.person_id = treatment_duration.person_id
where
    treatment_duration.time_days < 0
    or vital_follow_up.person_id is null
    or treatment_duration.time_days > date_diff(
        'day',
        vital_follow_up.index_date,
        least(vital_follow_up.death_date, vital_follow_up.emigration_date, vital_follow_up.followed_to_date)
    )
group by treatment_duration.agreement_id, treatment_duration.variant
