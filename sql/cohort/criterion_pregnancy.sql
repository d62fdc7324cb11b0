-- 280 days: forty weeks, so that a contact about a pregnancy that had begun by the day judged is not overlooked.
with assessed_person as (
    select agreement_id, person_id, judged_at_date, evidence_until_date, sex from cohort.assessed_person
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'pregnancy'
),

code_list as (
    select code, valid_from, valid_to
    from reference.code_list
    where list = 'pregnancy' and code_system = 'icd10'
),

episode_code as (
    select person_id, episode_id, code from core.episode_code where code_type = 'condition'
),

hospital_episode as (
    select person_id, episode_id, admission_date, discharge_date from core.hospital_episode
),

asked as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        assessed_person.person_id,
        assessed_person.judged_at_date,
        assessed_person.evidence_until_date,
        assessed_person.sex
    from assessed_person
    inner join criterion on criterion.agreement_id = assessed_person.agreement_id
),

contact as (
    select distinct
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
    where episode_code.person_id in (select person_id from asked)
),

found as (
    select asked.agreement_id, asked.criterion_id, asked.person_id, min(contact.episode_id) as episode_id
    from asked
    inner join contact
        on contact.person_id = asked.person_id
        and contact.admission_date <= asked.evidence_until_date
        and contact.discharge_date >= asked.judged_at_date - 280
    group by asked.agreement_id, asked.criterion_id, asked.person_id
),

final as (
    select
        asked.agreement_id,
        asked.criterion_id,
        asked.person_id,
        case when found.episode_id is not null then 'met' when asked.sex = 'male' then 'not_met' else 'unknown' end
            as verdict,
        case
            when found.episode_id is not null then 'npr_episode/' || asked.person_id || '/' || found.episode_id
            when asked.sex = 'male' then 'core.person/' || asked.person_id
        end as evidence
    from asked
    left join found
        on found.agreement_id = asked.agreement_id
        and found.criterion_id = asked.criterion_id
        and found.person_id = asked.person_id
)

select * from final
