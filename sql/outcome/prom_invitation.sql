with patient_reported_time as (
    select agreement_id, time_days, from_days, to_days from agreement.patient_reported_time
),

treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person where starter = 'new_starter'
),

vital_follow_up as (
    select agreement_id, person_id, death_date, emigration_date, followed_to_date from outcome.vital_follow_up
),

source as (
    select complete_to from core.source where register = 'prom'
),

prom_response as (
    select person_id, invited_date, answered_date, response_status
    from core.prom_response
    where respondent_group = 'patient'
),

asked as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        patient_reported_time.time_days,
        treated_person.index_date + patient_reported_time.time_days as nominal_date,
        treated_person.index_date + patient_reported_time.from_days as window_from_date,
        treated_person.index_date + patient_reported_time.to_days as window_to_date,
        vital_follow_up.death_date,
        vital_follow_up.emigration_date,
        vital_follow_up.followed_to_date,
        source.complete_to
    from treated_person
    inner join patient_reported_time on patient_reported_time.agreement_id = treated_person.agreement_id
    cross join source
    left join vital_follow_up
        on vital_follow_up.agreement_id = treated_person.agreement_id
        and vital_follow_up.person_id = treated_person.person_id
),

-- An answer without a date of its own is taken to be of the day of the invitation: they are weeks apart at most.
form as (
    select
        person_id,
        invited_date,
        coalesce(answered_date, invited_date) as answered_date,
        response_status in ('answered', 'partial') as is_answered,
        response_status = 'unreachable' as is_unreachable
    from prom_response
),

placed as (
    select
        asked.agreement_id,
        asked.person_id,
        asked.time_days,
        form.invited_date,
        form.answered_date,
        form.is_unreachable,
        form.invited_date >= asked.window_from_date and form.invited_date < asked.window_to_date as is_invited,
        form.is_answered
        and form.answered_date >= asked.window_from_date
        and form.answered_date < asked.window_to_date as counts,
        abs(date_diff('day', asked.nominal_date, form.answered_date)) as distance_days
    from asked
    inner join form on form.person_id = asked.person_id
),

-- Of several answers the one nearest the nominal time counts, of two equally near the earlier.
ranked as (
    select
        agreement_id,
        person_id,
        time_days,
        invited_date,
        answered_date,
        row_number() over (
            partition by agreement_id, person_id, time_days
            order by distance_days, answered_date, invited_date
        ) as place
    from placed
    where counts
),

nearest as (
    select agreement_id, person_id, time_days, invited_date, answered_date from ranked where place = 1
),

invited as (
    select agreement_id, person_id, time_days, bool_and(is_unreachable) as is_unreachable
    from placed
    where is_invited
    group by agreement_id, person_id, time_days
),

judged as (
    select
        asked.*,
        nearest.invited_date as form_invited_date,
        nearest.answered_date as form_answered_date,
        case
            when asked.followed_to_date is null
                or asked.window_to_date > asked.complete_to + 1
                or asked.window_to_date > asked.followed_to_date + 1
                or asked.window_to_date > $data_cut + 1
                or coalesce(asked.emigration_date <= asked.window_from_date, false)
                then 'not_due'
            when asked.death_date < asked.window_from_date then 'dead'
            when nearest.invited_date is not null then 'answered'
            when invited.is_unreachable is null then 'not_invited'
            when invited.is_unreachable then 'unreachable'
            else 'no_answer'
        end as state
    from asked
    left join nearest
        on nearest.agreement_id = asked.agreement_id
        and nearest.person_id = asked.person_id
        and nearest.time_days = asked.time_days
    left join invited
        on invited.agreement_id = asked.agreement_id
        and invited.person_id = asked.person_id
        and invited.time_days = asked.time_days
),

final as (
    select
        agreement_id,
        person_id,
        time_days,
        window_from_date,
        window_to_date,
        state,
        case when state = 'answered' then form_invited_date end as form_invited_date,
        case when state = 'answered' then form_answered_date end as form_answered_date,
        case
            when death_date <= window_from_date + 183 then 'died'
            when followed_to_date >= window_from_date + 183
                and coalesce(emigration_date >= window_from_date + 183, true)
                then 'lived'
            else 'unknown'
        end as later_death
    from judged
)

select * from final
