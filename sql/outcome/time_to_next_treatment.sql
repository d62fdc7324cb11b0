with treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person where starter = 'new_starter'
),

next_line as (
    select agreement_id, person_id, next_line_date from outcome.next_line
),

source_follow_up as (
    select agreement_id, followed_to_date from outcome.source_follow_up where record_kind = 'drug'
),

source as (
    select complete_to from core.source where register = 'inspire'
),

vital_follow_up as (
    select agreement_id, person_id, death_date, emigration_date, followed_to_date
    from outcome.vital_follow_up
    where followed_to_date is not null
),

-- Other cancer drugs stand in INSPIRE, whichever source holds the agreement's own. `least` passes over missing dates:
-- what did not happen does not end anything.
dated as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        treated_person.index_date,
        next_line.next_line_date,
        vital_follow_up.death_date,
        vital_follow_up.emigration_date,
        least(
            source_follow_up.followed_to_date,
            source.complete_to,
            vital_follow_up.followed_to_date,
            vital_follow_up.emigration_date
        ) as observed_to_date
    from treated_person
    inner join source_follow_up on source_follow_up.agreement_id = treated_person.agreement_id
    cross join source
    inner join vital_follow_up
        on vital_follow_up.agreement_id = treated_person.agreement_id
        and vital_follow_up.person_id = treated_person.person_id
    left join next_line
        on next_line.agreement_id = treated_person.agreement_id
        and next_line.person_id = treated_person.person_id
    where source_follow_up.followed_to_date is not null
),

final as (
    select
        agreement_id,
        person_id,
        date_diff('day', index_date, least(next_line_date, death_date, observed_to_date)) as time_days,
        coalesce(least(next_line_date, death_date) <= observed_to_date, false) as is_event,
        case
            when next_line_date <= least(death_date, observed_to_date) then 'next_line'
            when death_date <= observed_to_date then 'death'
            when emigration_date = observed_to_date then 'emigrated'
            else 'complete_to'
        end as end_reason
    from dated
    where index_date <= observed_to_date
)

select * from final
