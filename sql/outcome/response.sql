-- Whoever is not followed through the whole window is not due, with or without a report: those reported early would
-- otherwise be counted and those reported late not.
with response as (
    select agreement_id, response, within_days, are_reports_complete
    from agreement.response
    where response <> 'transplant'
),

treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person where starter = 'new_starter'
),

vital_follow_up as (
    select agreement_id, person_id, emigration_date from outcome.vital_follow_up
),

source as (
    select least(complete_to, $data_cut) as followed_to_date from core.source where register = 'kreftregisteret'
),

agreement_course_event as (
    select agreement_id, person_id, event_id, event_type, event_date from cohort.agreement_course_event
),

asked as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        treated_person.index_date,
        response.response,
        response.within_days,
        response.are_reports_complete,
        treated_person.index_date + response.within_days as last_day
    from treated_person
    inner join response on response.agreement_id = treated_person.agreement_id
),

reported as (
    select
        asked.agreement_id,
        asked.person_id,
        asked.response,
        min(event.event_date) as response_date,
        min_by(event.event_id, event.event_date || '/' || event.event_id) as event_id
    from asked
    inner join agreement_course_event as event
        on event.agreement_id = asked.agreement_id
        and event.person_id = asked.person_id
        and event.event_date > asked.index_date
        and event.event_date <= asked.last_day
        and (
            event.event_type = 'complete_remission'
            or (event.event_type = 'response' and asked.response = 'any_response')
        )
    group by asked.agreement_id, asked.person_id, asked.response
),

final as (
    select
        asked.agreement_id,
        asked.person_id,
        asked.response,
        asked.within_days,
        case
            when source.followed_to_date is null or source.followed_to_date < asked.last_day then 'not_due'
            when vital_follow_up.emigration_date <= asked.last_day then 'not_due'
            when reported.response_date is not null then 'yes'
            when asked.are_reports_complete then 'no'
            else 'unknown'
        end as answer,
        date_diff('day', asked.index_date, reported.response_date) as days_from_index,
        'kreftregisteret_forlop/' || reported.event_id as evidence
    from asked
    left join source on true
    left join vital_follow_up
        on vital_follow_up.agreement_id = asked.agreement_id
        and vital_follow_up.person_id = asked.person_id
    left join reported
        on reported.agreement_id = asked.agreement_id
        and reported.person_id = asked.person_id
        and reported.response = asked.response
)

select * from final
