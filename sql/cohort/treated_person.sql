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

source_coverage as (
    select source, region_code, covers_from, covers_to from reference.source_coverage
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
        rare_disease_registration.inclusion_date
    from ordered_exposure as first_exposure
    inner join agreement on agreement.agreement_id = first_exposure.agreement_id
    left join person on person.person_id = first_exposure.person_id
    left join rare_disease_registration
        on rare_disease_registration.person_id = first_exposure.person_id
    where first_exposure.place = 1
),

-- From when on the source would have shown earlier use. A quality register covers whom it has included, from
-- then on; where the region is not known, a source that is delivered by region is not known to cover.
covered as (
    select described.agreement_id, described.person_id
    from described
    inner join source_coverage
        on source_coverage.source = described.treatment_source
        and (source_coverage.region_code is null or source_coverage.region_code = described.region_code)
        and source_coverage.covers_from <= described.first_dose_date - described.lookback_days
        and (source_coverage.covers_to is null or source_coverage.covers_to >= described.first_dose_date)
    union
    select agreement_id, person_id
    from described
    where treatment_source = 'quality_register' and inclusion_date <= first_dose_date - lookback_days
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
        aged.agreement_id,
        aged.person_id,
        first_dose_date,
        first_dose_date as index_date,
        first_dose_date + 30 as evidence_until_date,
        case when first_dose_date >= start_date then 'new_starter' else 'earlier_starter' end as starter,
        case when covered.person_id is not null then 'none' else 'unknown' end as prior_use,
        age_years,
        sex,
        hospital_id,
        region_code
    from aged
    left join covered on covered.agreement_id = aged.agreement_id and covered.person_id = aged.person_id
    where
        (age_years >= minimum_age_years or age_years is null or minimum_age_years is null)
        and (age_years < maximum_age_years or age_years is null or maximum_age_years is null)
)

select * from final
