with code_list as (
    select code_system, code, valid_from, valid_to
    from reference.code_list
    where list = 'transplant'
),

hospital_episode as (
    select person_id, episode_id, admission_date, discharge_date, drg_code from core.hospital_episode
),

episode_code as (
    select person_id, episode_id, code_type, code from core.episode_code
),

recorded as (
    select
        hospital_episode.person_id,
        hospital_episode.episode_id,
        hospital_episode.admission_date,
        hospital_episode.discharge_date,
        'drg' as code_system,
        hospital_episode.drg_code as code
    from hospital_episode
    where hospital_episode.drg_code is not null
    union all
    select
        hospital_episode.person_id,
        hospital_episode.episode_id,
        hospital_episode.admission_date,
        hospital_episode.discharge_date,
        case episode_code.code_type when 'condition' then 'icd10' else episode_code.code_type end as code_system,
        episode_code.code
    from hospital_episode
    inner join episode_code
        on episode_code.person_id = hospital_episode.person_id
        and episode_code.episode_id = hospital_episode.episode_id
),

listed as (
    select
        recorded.person_id,
        recorded.episode_id,
        min(recorded.admission_date) as admission_date,
        max(recorded.discharge_date) as discharge_date,
        max(case when recorded.code_system = 'icd10' then 0 else 1 end) = 1 as is_dated
    from recorded
    inner join code_list
        on code_list.code_system = recorded.code_system
        and substr(recorded.code, 1, length(code_list.code)) = code_list.code
        and recorded.admission_date >= code_list.valid_from
        and (code_list.valid_to is null or recorded.admission_date <= code_list.valid_to)
    group by recorded.person_id, recorded.episode_id
),

ordered_stay as (
    select
        *,
        row_number() over (
            partition by person_id order by admission_date, is_dated desc, episode_id
        ) as place
    from listed
),

final as (
    select
        person_id,
        admission_date as transplant_date,
        discharge_date as stay_end_date,
        is_dated,
        'npr_episode/' || episode_id as evidence
    from ordered_stay
    where is_dated or place = 1
)

select * from final
