-- Hospitals lie within regions: who knows the counts of one division knows sums of the other.
with treated_person as (
    select agreement_id, hospital_id, region_code from cohort.treated_person
),

exit_status as (
    select agreement_id, hospital_id, region_code from outcome.exit_status
),

placed as (
    select * from treated_person
    union all
    select * from exit_status
),

final as (
    select distinct
        agreement_id,
        coalesce(hospital_id, 'unknown') as hospital,
        coalesce(region_code, 'unknown') as region
    from placed
)

select * from final
