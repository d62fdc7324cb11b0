with agreement as (
    select agreement_id, cost_horizon_days from agreement.agreement
),

source_follow_up as (
    select agreement_id, record_kind, followed_to_date from outcome.source_follow_up
),

vital_follow_up as (
    select agreement_id, person_id, index_date, death_date, emigration_date, followed_to_date
    from outcome.vital_follow_up
    where followed_to_date is not null
),

limited as (
    select
        vital_follow_up.agreement_id,
        vital_follow_up.person_id,
        source_follow_up.record_kind as cost_source,
        agreement.cost_horizon_days,
        vital_follow_up.index_date,
        vital_follow_up.death_date,
        vital_follow_up.emigration_date,
        least(
            vital_follow_up.emigration_date, vital_follow_up.followed_to_date, source_follow_up.followed_to_date
        ) as observed_to_date
    from vital_follow_up
    inner join agreement on agreement.agreement_id = vital_follow_up.agreement_id
    inner join source_follow_up on source_follow_up.agreement_id = vital_follow_up.agreement_id
),

ended as (
    select
        agreement_id,
        person_id,
        cost_source,
        cost_horizon_days,
        date_diff('day', index_date, least(death_date, observed_to_date)) as follow_up_days,
        case
            when death_date <= observed_to_date then 'death'
            when emigration_date = observed_to_date then 'emigrated'
            else 'complete_to'
        end as end_reason
    from limited
    where index_date <= observed_to_date
),

final as (
    select
        agreement_id,
        person_id,
        cost_source,
        follow_up_days,
        end_reason = 'death' or follow_up_days >= cost_horizon_days as is_complete,
        end_reason
    from ended
)

select * from final
