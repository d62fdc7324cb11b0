with agreement as (
    select agreement_id, start_date from agreement.agreement
),

treated_person as (
    select agreement_id, person_id, starter from cohort.treated_person
),

vital_follow_up as (
    select agreement_id, person_id, index_date, death_date, emigration_date, followed_to_date
    from outcome.vital_follow_up
),

ended as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        treated_person.starter,
        case
            when treated_person.starter = 'new_starter' then 0
            else date_diff('day', vital_follow_up.index_date, agreement.start_date)
        end as entry_days,
        date_diff(
            'day',
            vital_follow_up.index_date,
            least(vital_follow_up.death_date, vital_follow_up.emigration_date, vital_follow_up.followed_to_date)
        ) as time_days,
        case
            when vital_follow_up.death_date <= coalesce(vital_follow_up.emigration_date, vital_follow_up.death_date)
                then 'death'
            when vital_follow_up.emigration_date is not null then 'emigrated'
            else 'complete_to'
        end as end_reason
    from treated_person
    inner join agreement on agreement.agreement_id = treated_person.agreement_id
    inner join vital_follow_up
        on vital_follow_up.agreement_id = treated_person.agreement_id
        and vital_follow_up.person_id = treated_person.person_id
    where vital_follow_up.index_date <= vital_follow_up.followed_to_date
),

-- Who comes under observation late must still be followed then.
final as (
    select agreement_id, person_id, starter, entry_days, time_days, end_reason = 'death' as is_event, end_reason
    from ended
    where starter = 'new_starter' or time_days > entry_days
)

select * from final
