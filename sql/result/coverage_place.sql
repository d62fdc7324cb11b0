-- Hospitals lie within regions: who knows coverage by one knows sums of coverage by the other.
with coverage_person as (
    select agreement_id, register, denominator, hospital_id, region_code from cohort.coverage_person
),

final as (
    select distinct
        agreement_id,
        register,
        denominator,
        coalesce(hospital_id, 'unknown') as hospital,
        coalesce(region_code, 'unknown') as region
    from coverage_person
)

select * from final
