with agreement as (
    select agreement_id, treatment_source, treatment_register, start_date, minimum_age_years, maximum_age_years
    from agreement.agreement
    where not is_proposal
),

substance as (
    select agreement_id, atc_code from agreement.substance
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'diagnosis'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

source_coverage as (
    select source, region_code, covers_from, covers_to from reference.source_coverage
),

source as (
    select register, complete_to from core.source
),

disease_register as (
    select agreement_id, register from cohort.disease_register where names_diagnosis
),

agreement_exposure as (
    select agreement_id, person_id, exposure_date from cohort.agreement_exposure
),

agreement_disease as (
    select agreement_id, person_id from cohort.agreement_disease
),

person as (
    select person_id, birth_year, birth_month from core.person
),

episode_code as (
    select person_id, episode_id, code from core.episode_code where code_type = 'drug'
),

hospital_episode as (
    select
        person_id, episode_id, admission_date, discharge_date, main_condition_code, hospital_id, region_code
    from core.hospital_episode
),

asked as (
    select
        agreement.agreement_id,
        agreement.treatment_register as register,
        'npr_drug' as denominator,
        agreement.treatment_source,
        agreement.start_date
    from agreement
    -- Of what is dispensed, no hospital contact tells.
    where agreement.treatment_source <> 'h_resept'
    union all
    select agreement_id, register, 'npr_diagnosis', null, null
    from disease_register
),

-- A register that has delivered nothing is asked all the same: its answer is unknown.
period as (
    select
        asked.*,
        source.complete_to is not null as has_delivered,
        least(npr.complete_to, coalesce(source.complete_to, npr.complete_to)) as last_date
    from asked
    inner join source as npr on npr.register = 'npr'
    left join source on source.register = asked.register
),

drug_contact as (
    select
        period.agreement_id, period.register, period.denominator, period.treatment_source, period.has_delivered,
        hospital_episode.person_id, hospital_episode.episode_id, hospital_episode.admission_date,
        hospital_episode.discharge_date, hospital_episode.hospital_id, hospital_episode.region_code
    from period
    inner join substance on substance.agreement_id = period.agreement_id
    inner join episode_code on episode_code.code = substance.atc_code
    inner join hospital_episode
        on hospital_episode.person_id = episode_code.person_id
        and hospital_episode.episode_id = episode_code.episode_id
        and hospital_episode.admission_date >= period.start_date
        and hospital_episode.admission_date <= period.last_date
    where period.denominator = 'npr_drug'
),

diagnosis_code as (
    select distinct period.agreement_id, criterion_value.value as code
    from period
    inner join criterion on criterion.agreement_id = period.agreement_id
    inner join criterion_value
        on criterion_value.agreement_id = criterion.agreement_id
        and criterion_value.criterion_id = criterion.criterion_id
    where period.denominator = 'npr_diagnosis'
),

code_length as (
    select distinct length(code) as n_characters from diagnosis_code
),

-- Compared as they begin, once per length of code: a contact is not held against every agreement's list.
beginning as (
    select
        hospital_episode.*,
        substr(main_condition_code, 1, code_length.n_characters) as code,
        row_number() over (
            partition by substr(main_condition_code, 1, code_length.n_characters), person_id, admission_date
            order by episode_id
        ) as place_of_day
    from hospital_episode
    cross join code_length
    where length(main_condition_code) >= code_length.n_characters
),

-- Two days are enough, and the first two of a code are the first two of any period that only has an end.
numbered_day as (
    select
        *,
        row_number() over (partition by code, person_id order by admission_date) as day_number
    from beginning
    where place_of_day = 1
),

diagnosis_contact as (
    select
        period.agreement_id, period.register, period.denominator, period.treatment_source, period.has_delivered,
        numbered_day.person_id, numbered_day.episode_id, numbered_day.admission_date,
        numbered_day.discharge_date, numbered_day.hospital_id, numbered_day.region_code
    from period
    inner join diagnosis_code on diagnosis_code.agreement_id = period.agreement_id
    inner join numbered_day
        on numbered_day.code = diagnosis_code.code
        and numbered_day.day_number <= 2
        and numbered_day.admission_date <= period.last_date
    where period.denominator = 'npr_diagnosis'
),

contact as (
    select * from drug_contact
    union all
    select * from diagnosis_contact
),

shown as (
    select
        *,
        row_number() over (
            partition by agreement_id, denominator, person_id order by admission_date, episode_id
        ) as place
    from contact
),

confirmed as (
    select agreement_id, denominator, person_id
    from contact
    group by agreement_id, denominator, person_id
    having denominator = 'npr_drug' or count(distinct admission_date) >= 2
),

found as (
    select distinct drug_contact.agreement_id, drug_contact.denominator, drug_contact.person_id
    from drug_contact
    inner join agreement_exposure
        on agreement_exposure.agreement_id = drug_contact.agreement_id
        and agreement_exposure.person_id = drug_contact.person_id
        and agreement_exposure.exposure_date >= drug_contact.admission_date - 45
        and agreement_exposure.exposure_date <= drug_contact.discharge_date + 45
    union all
    select distinct agreement_id, 'npr_diagnosis', person_id
    from agreement_disease
),

-- Age as cohort.treated_person counts it: a newborn is 0, older contradictions are unknown.
first_contact as (
    select
        shown.*,
        cast(
            12 * (year(shown.admission_date) - person.birth_year)
            + month(shown.admission_date) - person.birth_month
            + (day(shown.admission_date) - 15) / 31.0
        as double) as age_months
    from shown
    inner join confirmed
        on confirmed.agreement_id = shown.agreement_id
        and confirmed.denominator = shown.denominator
        and confirmed.person_id = shown.person_id
    left join person on person.person_id = shown.person_id
    where shown.place = 1
),

aged as (
    select
        *,
        case when age_months >= 0 then age_months / 12 when age_months > -1 then 0 end as age_years
    from first_contact
),

-- Only hospital administrations are delivered by region.
covered as (
    select distinct first_contact.agreement_id, first_contact.denominator, first_contact.person_id
    from first_contact
    left join source_coverage
        on source_coverage.source = first_contact.treatment_source
        and (source_coverage.region_code is null or source_coverage.region_code = first_contact.region_code)
        and source_coverage.covers_from <= first_contact.admission_date
        and (source_coverage.covers_to is null or source_coverage.covers_to >= first_contact.admission_date)
    where
        first_contact.has_delivered
        and (coalesce(first_contact.treatment_source, 'none') <> 'hospital' or source_coverage.source is not null)
),

final as (
    select
        aged.agreement_id,
        aged.register,
        aged.denominator,
        aged.person_id,
        aged.admission_date as first_contact_date,
        aged.hospital_id,
        aged.region_code,
        covered.person_id is not null as is_delivered,
        case when aged.has_delivered then found.person_id is not null end as is_found
    from aged
    inner join agreement on agreement.agreement_id = aged.agreement_id
    left join found
        on found.agreement_id = aged.agreement_id
        and found.denominator = aged.denominator
        and found.person_id = aged.person_id
    left join covered
        on covered.agreement_id = aged.agreement_id
        and covered.denominator = aged.denominator
        and covered.person_id = aged.person_id
    where
        (
            aged.age_years >= agreement.minimum_age_years
            or aged.age_years is null or agreement.minimum_age_years is null
        )
        and (
            aged.age_years < agreement.maximum_age_years
            or aged.age_years is null or agreement.maximum_age_years is null
        )
)

select * from final
