with treated_person as (
    select agreement_id, person_id, first_dose_date from cohort.treated_person
),

substance as (
    select agreement_id, atc_code from agreement.substance
),

episode_code as (
    select person_id, episode_id, code from core.episode_code where code_type = 'drug'
),

hospital_episode as (
    select person_id, episode_id, admission_date, discharge_date, payer_code from core.hospital_episode
),

paid as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        min(hospital_episode.episode_id) filter (where hospital_episode.payer_code = '22') as trial_episode_id,
        min(hospital_episode.episode_id) as known_episode_id
    from treated_person
    inner join hospital_episode
        on hospital_episode.person_id = treated_person.person_id
        and hospital_episode.admission_date <= treated_person.first_dose_date + 1
        and hospital_episode.discharge_date >= treated_person.first_dose_date - 1
    inner join episode_code
        on episode_code.person_id = hospital_episode.person_id
        and episode_code.episode_id = hospital_episode.episode_id
    inner join substance
        on substance.agreement_id = treated_person.agreement_id and substance.atc_code = episode_code.code
    where hospital_episode.payer_code is not null
    group by treated_person.agreement_id, treated_person.person_id
),

final as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        case
            when paid.trial_episode_id is not null then 'trial'
            when paid.known_episode_id is not null then 'ordinary'
            else 'unknown'
        end as context,
        'npr_episode/' || coalesce(paid.trial_episode_id, paid.known_episode_id) as evidence
    from treated_person
    left join paid
        on paid.agreement_id = treated_person.agreement_id and paid.person_id = treated_person.person_id
)

select * from final
