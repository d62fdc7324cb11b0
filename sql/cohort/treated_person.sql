with agreement as (
    select agreement_id, treatment_source, start_date, lookback_days, minimum_age_years, maximum_age_years
    from agreement.agreement
    where not is_proposal
),

agreement_exposure as (
    select agreement_id, person_id, exposure_id, exposure_date, hospital_id, region_code
    from cohort.agreement_exposure
),

person as (
    select person_id, sex, birth_year, birth_month from core.person
),

rare_disease_registration as (
    select person_id, inclusion_date from core.rare_disease_registration
),

ordered_exposure as (
    select
        *,
        row_number() over (partition by agreement_id, person_id order by exposure_date, exposure_id) as place
    from agreement_exposure
),

-- Age in months as calendars count it (a month has 31 parts), born on the 15th: exact on birthdays, where
-- days / 365.25 is not.
described as (
    select
        agreement.*,
        first_exposure.person_id,
        first_exposure.exposure_date as first_dose_date,
        first_exposure.hospital_id,
        first_exposure.region_code,
        coalesce(person.sex, 'unknown') as sex,
        cast(
            12 * (year(first_exposure.exposure_date) - person.birth_year)
            + month(first_exposure.exposure_date) - person.birth_month
            + (day(first_exposure.exposure_date) - 15) / 31.0
        as double) as age_months,
        -- From when on the source would have shown earlier use. Helse Nord delivers no hospital
        -- administrations; where the region is not known, neither is the coverage.
        case
            when agreement.treatment_source = 'quality_register' then rare_disease_registration.inclusion_date
            when agreement.treatment_source = 'h_resept' then date '2019-01-01'
            when first_exposure.region_code in ('3', '4') then date '2008-01-01'
            when first_exposure.region_code = '7' then date '2019-01-01'
        end as source_covers_from_date
    from ordered_exposure as first_exposure
    inner join agreement on agreement.agreement_id = first_exposure.agreement_id
    left join person on person.person_id = first_exposure.person_id
    left join rare_disease_registration
        on rare_disease_registration.person_id = first_exposure.person_id
    where first_exposure.place = 1
),

-- The true birthday may come before the 15th: a newborn is 0, not younger. Older contradictions are unknown.
aged as (
    select
        *,
        case when age_months >= 0 then age_months / 12 when age_months > -1 then 0 end as age_years
    from described
),

final as (
    select
        agreement_id,
        person_id,
        first_dose_date,
        first_dose_date as index_date,
        first_dose_date + 30 as evidence_until_date,
        case when first_dose_date >= start_date then 'new_starter' else 'earlier_starter' end as starter,
        case
            when source_covers_from_date <= first_dose_date - lookback_days then 'none' else 'unknown'
        end as prior_use,
        age_years,
        sex,
        hospital_id,
        region_code
    from aged
    where
        (age_years >= minimum_age_years or age_years is null or minimum_age_years is null)
        and (age_years < maximum_age_years or age_years is null or maximum_age_years is null)
)

select * from final
