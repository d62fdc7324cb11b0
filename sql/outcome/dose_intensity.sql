-- From the first to the last day with a dose: what the last dose was planned to last is not known to have passed. Doses
-- are compared in micrograms; one that is not known makes the person's answer unknown. Sums are of decimals: those of
-- floating numbers would depend on the order of the rows.
with agreement as (
    select agreement_id, primary_duration_variant
    from agreement.agreement
    where not is_proposal and treatment_source <> 'h_resept'
),

planned_dose as (
    select agreement_id, from_day, to_day, dose, dose_unit, interval_days from agreement.planned_dose
),

treatment_record as (
    select agreement_id, person_id, variant, exposure_id, days_from_index from outcome.treatment_record
),

drug_exposure as (
    select exposure_id, dose_given, dose_ordered, dose_unit from core.drug_exposure
),

dosed as (
    select
        treatment_record.agreement_id,
        treatment_record.person_id,
        treatment_record.days_from_index,
        max(treatment_record.days_from_index) over (
            partition by treatment_record.agreement_id, treatment_record.person_id
        ) as last_day,
        cast(drug_exposure.dose_given as decimal(18, 4)) as dose_given,
        cast(drug_exposure.dose_ordered as decimal(18, 4)) as dose_ordered,
        cast(
            drug_exposure.dose_given * case drug_exposure.dose_unit when 'mg' then 1000 when 'ug' then 1 end
        as decimal(18, 4)) as given_ug
    from treatment_record
    inner join agreement
        on agreement.agreement_id = treatment_record.agreement_id
        and agreement.primary_duration_variant = treatment_record.variant
    inner join drug_exposure on drug_exposure.exposure_id = treatment_record.exposure_id
),

given as (
    select
        agreement_id,
        person_id,
        cast(max(last_day) as integer) as elapsed_days,
        cast(count(distinct days_from_index) as integer) as n_dose_days,
        case
            when count(*) filter (where days_from_index < last_day and given_ug is null) = 0
                then sum(given_ug) filter (where days_from_index < last_day)
        end as given_ug,
        case
            when count(*) = count(dose_given) and count(*) = count(dose_ordered)
                then cast(sum(dose_given) as double) / nullif(cast(sum(dose_ordered) as double), 0)
        end as given_of_ordered
    from dosed
    group by agreement_id, person_id
),

planned as (
    select
        given.agreement_id,
        given.person_id,
        sum(
            cast(
                planned_dose.dose
                * case planned_dose.dose_unit when 'mg' then 1000 else 1 end
                * (
                    least(coalesce(planned_dose.to_day, given.elapsed_days), given.elapsed_days)
                    - planned_dose.from_day
                )
                / planned_dose.interval_days
            as decimal(24, 6))
        ) as planned_ug
    from given
    inner join planned_dose
        on planned_dose.agreement_id = given.agreement_id
        and planned_dose.from_day < given.elapsed_days
    group by given.agreement_id, given.person_id
),

final as (
    select
        given.agreement_id,
        given.person_id,
        given.n_dose_days,
        given.elapsed_days,
        cast(given.given_ug as double) / cast(planned.planned_ug as double) as relative_dose_intensity,
        given.given_of_ordered
    from given
    left join planned
        on planned.agreement_id = given.agreement_id
        and planned.person_id = given.person_id
)

select * from final
