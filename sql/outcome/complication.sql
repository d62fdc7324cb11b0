-- Hospitals write a condition for the whole contact, not for a day: a contact that began before the first dose and
-- ended after it tells nothing of which came first.
with complication as (
    select agreement_id, complication, window_days, lookback_days from agreement.complication
),

treated_person as (
    select agreement_id, person_id from cohort.treated_person where starter = 'new_starter'
),

code_list as (
    select list, code, valid_from, valid_to from reference.code_list where code_system = 'icd10'
),

hospital_episode as (
    select person_id, episode_id, admission_date, discharge_date, care_level, is_acute from core.hospital_episode
),

episode_code as (
    select person_id, episode_id, code from core.episode_code where code_type = 'condition'
),

source as (
    select complete_from from core.source where register = 'npr'
),

source_follow_up as (
    select agreement_id, followed_to_date from outcome.source_follow_up where record_kind = 'hospital'
),

vital_follow_up as (
    select agreement_id, person_id, index_date, death_date, emigration_date, followed_to_date
    from outcome.vital_follow_up
),

-- `least` passes over missing dates: who neither died nor left is followed to where the registers are complete.
followed as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        vital_follow_up.index_date,
        vital_follow_up.death_date,
        vital_follow_up.emigration_date,
        least(
            vital_follow_up.death_date,
            vital_follow_up.emigration_date,
            vital_follow_up.followed_to_date,
            source_follow_up.followed_to_date
        ) as end_date
    from treated_person
    inner join vital_follow_up
        on vital_follow_up.agreement_id = treated_person.agreement_id
        and vital_follow_up.person_id = treated_person.person_id
    inner join source_follow_up on source_follow_up.agreement_id = treated_person.agreement_id
    where vital_follow_up.followed_to_date is not null
),

asked as (
    select
        followed.*,
        complication.complication,
        complication.window_days,
        complication.lookback_days,
        followed.index_date - complication.lookback_days as lookback_date,
        -- An acute admission on the very day of the first dose may be the one that treatment began in.
        followed.index_date + case when complication.complication = 'hospital_admission' then 1 else 0 end
            as counted_from_date,
        -- A contact soon after the last is one and the same complication; a transfer is one and the same stay.
        case when complication.complication = 'hospital_admission' then 1 else 14 end as same_within_days
    from followed
    inner join complication on complication.agreement_id = followed.agreement_id
    where followed.index_date <= followed.end_date
),

contact as (
    select distinct
        code_list.list as complication,
        hospital_episode.person_id,
        hospital_episode.episode_id,
        hospital_episode.admission_date,
        hospital_episode.discharge_date
    from episode_code
    inner join code_list on substr(episode_code.code, 1, length(code_list.code)) = code_list.code
    inner join hospital_episode
        on hospital_episode.person_id = episode_code.person_id
        and hospital_episode.episode_id = episode_code.episode_id
        and hospital_episode.admission_date >= code_list.valid_from
        and (code_list.valid_to is null or hospital_episode.admission_date <= code_list.valid_to)
    where episode_code.person_id in (select person_id from treated_person)
    union all
    select
        'hospital_admission' as complication,
        person_id,
        episode_id,
        admission_date,
        discharge_date
    from hospital_episode
    where is_acute and care_level = 'inpatient' and person_id in (select person_id from treated_person)
),

before as (
    select
        asked.agreement_id,
        asked.person_id,
        asked.complication,
        bool_or(contact.discharge_date < asked.index_date) as was_there,
        bool_or(contact.discharge_date >= asked.index_date) as spans_first_dose
    from asked
    inner join contact
        on contact.person_id = asked.person_id
        and contact.complication = asked.complication
        and contact.admission_date < asked.index_date
        and contact.discharge_date >= asked.lookback_date
    where asked.lookback_days > 0
    group by asked.agreement_id, asked.person_id, asked.complication
),

counted as (
    select
        asked.agreement_id,
        asked.person_id,
        asked.complication,
        asked.same_within_days,
        contact.episode_id,
        contact.admission_date,
        max(contact.discharge_date) over (
            partition by asked.agreement_id, asked.person_id, asked.complication
            order by contact.admission_date, contact.episode_id
            rows between unbounded preceding and 1 preceding
        ) as left_before_date
    from asked
    inner join contact
        on contact.person_id = asked.person_id
        and contact.complication = asked.complication
        and contact.admission_date between asked.counted_from_date and asked.end_date
),

separate as (
    select
        agreement_id,
        person_id,
        complication,
        min(admission_date) as first_date,
        min_by(episode_id, admission_date || '/' || episode_id) as episode_id,
        cast(
            count(*) filter (
                where left_before_date is null or admission_date > left_before_date + same_within_days
            )
        as integer) as n_events
    from counted
    group by agreement_id, person_id, complication
),

final as (
    select
        asked.agreement_id,
        asked.person_id,
        asked.complication,
        asked.window_days,
        case
            when asked.lookback_days = 0 then 'free'
            when before.was_there then 'had_it'
            when before.spans_first_dose or source.complete_from is null
                or source.complete_from > asked.lookback_date then 'unknown'
            else 'free'
        end as look_back,
        date_diff('day', asked.index_date, separate.first_date) as days_from_index,
        coalesce(separate.n_events, 0) as n_events,
        date_diff('day', asked.index_date, asked.end_date) as follow_up_days,
        case
            when asked.death_date = asked.end_date then 'death'
            when asked.emigration_date = asked.end_date then 'emigrated'
            else 'complete_to'
        end as end_reason,
        'npr_episode/' || asked.person_id || '/' || separate.episode_id as evidence
    from asked
    left join source on true
    left join before
        on before.agreement_id = asked.agreement_id
        and before.person_id = asked.person_id
        and before.complication = asked.complication
    left join separate
        on separate.agreement_id = asked.agreement_id
        and separate.person_id = asked.person_id
        and separate.complication = asked.complication
)

select * from final
