-- A record belongs to treatment while the course lasts and the person is followed. What is given on the day a next line
-- begins belongs to that line.
with treatment_duration as (
    select agreement_id, person_id, variant, time_days, end_reason from outcome.treatment_duration
),

treatment_course as (
    select agreement_id, person_id, variant, n_exposures from outcome.treatment_course
),

exposure_coverage as (
    select agreement_id, person_id, exposure_id, sequence_number, exposure_date from outcome.exposure_coverage
),

agreement_exposure as (
    select agreement_id, exposure_id, drug_cost_nok from cohort.agreement_exposure
),

treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person
),

placed as (
    select
        treatment_duration.agreement_id,
        treatment_duration.person_id,
        treatment_duration.variant,
        treatment_duration.time_days,
        treatment_duration.end_reason,
        exposure_coverage.exposure_id,
        date_diff('day', treated_person.index_date, exposure_coverage.exposure_date) as days_from_index
    from treatment_duration
    inner join treated_person
        on treated_person.agreement_id = treatment_duration.agreement_id
        and treated_person.person_id = treatment_duration.person_id
    inner join treatment_course
        on treatment_course.agreement_id = treatment_duration.agreement_id
        and treatment_course.person_id = treatment_duration.person_id
        and treatment_course.variant = treatment_duration.variant
    inner join exposure_coverage
        on exposure_coverage.agreement_id = treatment_duration.agreement_id
        and exposure_coverage.person_id = treatment_duration.person_id
        and exposure_coverage.sequence_number <= treatment_course.n_exposures
),

final as (
    select
        placed.agreement_id,
        placed.person_id,
        placed.variant,
        placed.exposure_id,
        placed.days_from_index,
        agreement_exposure.drug_cost_nok
    from placed
    inner join agreement_exposure
        on agreement_exposure.agreement_id = placed.agreement_id
        and agreement_exposure.exposure_id = placed.exposure_id
    where
        placed.days_from_index < placed.time_days
        or (placed.days_from_index = placed.time_days and placed.end_reason <> 'next_line')
)

select * from final
