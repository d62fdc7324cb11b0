-- The source's own numbers where every record of the course has one; otherwise pauses longer than the agreement's cycle
-- gap part the cycles. Where neither tells, cycles are not known, and the person has no row.
with agreement as (
    select agreement_id, primary_duration_variant, cycle_gap_days from agreement.agreement
),

treatment_record as (
    select agreement_id, person_id, variant, exposure_id, days_from_index from outcome.treatment_record
),

drug_exposure as (
    select exposure_id, regimen_code, cycle_number from core.drug_exposure
),

recorded as (
    select
        treatment_record.agreement_id,
        treatment_record.person_id,
        agreement.cycle_gap_days,
        treatment_record.exposure_id,
        treatment_record.days_from_index,
        coalesce(drug_exposure.regimen_code, '') || '/' || drug_exposure.cycle_number as cycle
    from treatment_record
    inner join agreement
        on agreement.agreement_id = treatment_record.agreement_id
        and agreement.primary_duration_variant = treatment_record.variant
    inner join drug_exposure on drug_exposure.exposure_id = treatment_record.exposure_id
),

described as (
    select
        *,
        count(*) over (partition by agreement_id, person_id) = count(cycle) over (partition by agreement_id, person_id)
            as is_numbered,
        coalesce(
            days_from_index - lag(days_from_index) over (
                partition by agreement_id, person_id
                order by days_from_index, exposure_id
            ) > cycle_gap_days,
            true
        ) as is_after_pause
    from recorded
),

begun as (
    select agreement_id, person_id, min(days_from_index) as days_from_index
    from described
    where is_numbered
    group by agreement_id, person_id, cycle
    union all
    select agreement_id, person_id, days_from_index
    from described
    where not is_numbered and cycle_gap_days is not null and is_after_pause
),

final as (
    select
        agreement_id,
        person_id,
        cast(
            row_number() over (partition by agreement_id, person_id order by days_from_index) as integer
        ) as cycle_number,
        days_from_index
    from begun
)

select * from final
