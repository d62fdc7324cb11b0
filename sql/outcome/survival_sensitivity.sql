-- What the estimate would have been had fewer been asked, or had they been followed for less time. Who is left out
-- follows from dates known at the index date and from the end of the source, never from how the person fared.
with overall_survival as (
    select agreement_id, person_id, starter, time_days, is_event, end_reason
    from outcome.overall_survival
    where starter = 'new_starter'
),

vital_follow_up as (
    select agreement_id, person_id, index_date, followed_to_date from outcome.vital_follow_up
),

definition as (
    select * from (
        values
            ('minimum_follow_up_183', 183, 0, 0),
            ('minimum_follow_up_365', 365, 0, 0),
            ('earlier_end_183', 0, 183, 0),
            ('earlier_end_365', 0, 365, 0),
            ('landmark_183', 0, 0, 183)
    ) as definition (variant, minimum_days, earlier_days, landmark_days)
),

possible as (
    select
        overall_survival.*,
        definition.*,
        date_diff('day', vital_follow_up.index_date, vital_follow_up.followed_to_date) as possible_days
    from overall_survival
    inner join vital_follow_up
        on vital_follow_up.agreement_id = overall_survival.agreement_id
        and vital_follow_up.person_id = overall_survival.person_id
    cross join definition
),

final as (
    select
        agreement_id,
        person_id,
        variant,
        landmark_days as entry_days,
        least(time_days, possible_days - earlier_days) as time_days,
        is_event and time_days <= possible_days - earlier_days as is_event,
        case when time_days <= possible_days - earlier_days then end_reason else 'complete_to' end as end_reason
    from possible
    where
        possible_days >= minimum_days
        and possible_days - earlier_days >= 0
        and (landmark_days = 0 or time_days > landmark_days)
)

select * from final
