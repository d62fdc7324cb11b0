-- Of two dates of death the earlier counts: what lies after it contradicts at least one register.
with study_person as (
    select person_id from core.study_person
),

person as (
    select person_id, birth_year, birth_month, death_date, vital_complete_to from core.person
),

person_statement as (
    select person_id, register, sex, birth_year from core.person_statement
),

death_cause as (
    select person_id, death_date from core.death_cause
),

drug_exposure as (
    select person_id, exposure_date from core.drug_exposure
),

hospital_episode as (
    select person_id, admission_date from core.hospital_episode
),

folkeregisteret_person as (
    select lopenr, status, statusdato, emigrertdato, innvandretdato from raw.folkeregisteret_person
    where lopenr in (select person_id from study_person)
),

dose as (
    select person_id, min(exposure_date) as first_date, max(exposure_date) as last_date
    from drug_exposure
    group by person_id
),

admission as (
    select person_id, max(admission_date) as last_date from hospital_episode group by person_id
),

seen_alive as (
    select
        lopenr as person_id,
        max(greatest(case when status <> 'D' then statusdato end, emigrertdato, innvandretdato)) as last_date
    from folkeregisteret_person
    group by lopenr
),

stated_sex as (
    select person_id, count(distinct sex) as n_stated, count(distinct register) as n_registers
    from person_statement
    where sex is not null
    group by person_id
),

stated_birth as (
    select person_id, count(distinct birth_year) as n_stated, count(distinct register) as n_registers
    from person_statement
    where birth_year is not null
    group by person_id
),

fact as (
    select
        person.person_id,
        least(person.death_date, death_cause.death_date) as death_date,
        make_date(person.birth_year, coalesce(person.birth_month, 1), 1) as earliest_birth_date,
        person.death_date as population_death_date,
        death_cause.death_date as cause_death_date,
        person.vital_complete_to is not null as is_followed,
        dose.first_date as first_dose_date,
        dose.last_date as last_dose_date,
        admission.last_date as last_admission_date,
        seen_alive.last_date as last_alive_date,
        stated_sex.n_stated as n_sexes,
        stated_sex.n_registers as n_sex_registers,
        stated_birth.n_stated as n_birth_years,
        stated_birth.n_registers as n_birth_registers
    from person
    left join death_cause on death_cause.person_id = person.person_id
    left join dose on dose.person_id = person.person_id
    left join admission on admission.person_id = person.person_id
    left join seen_alive on seen_alive.person_id = person.person_id
    left join stated_sex on stated_sex.person_id = person.person_id
    left join stated_birth on stated_birth.person_id = person.person_id
),

examined as (
    select
        person_id, 'dose_after_death' as rule, last_dose_date > death_date as is_found,
        is_followed or death_date is not null as is_known
    from fact
    union all
    select
        person_id, 'dose_before_birth', first_dose_date < earliest_birth_date,
        earliest_birth_date is not null
    from fact
    union all
    select person_id, 'alive_after_death', last_alive_date > death_date, is_followed
    from fact
    union all
    select
        person_id, 'death_dates_differ', population_death_date <> cause_death_date,
        (population_death_date is null) = (cause_death_date is null)
        and (is_followed or death_date is not null)
    from fact
    union all
    select
        person_id, 'episode_after_death', last_admission_date > death_date,
        is_followed or death_date is not null
    from fact
    union all
    select person_id, 'sex_differs', n_sexes > 1, n_sex_registers > 1
    from fact
    union all
    select person_id, 'birth_year_differs', n_birth_years > 1, n_birth_registers > 1
    from fact
),

final as (
    select
        person_id,
        rule,
        case
            when coalesce(is_found, false) then 'found'
            when coalesce(is_known, false) then 'not_found'
            else 'unknown'
        end as finding
    from examined
)

select * from final
