with study_person as (
    select person_id from core.study_person
),

county_region as (
    select county_code, region_code from reference.county_region
),

kreftregisteret_tilfelle as (
    select
        lopenr, sid, diagnosedato, icd10, metastase, basis, ds, bofylke_diag,
        translate(upper(topografi), ' .,/', '') as topography,
        nullif(translate(upper(morfologi), ' .,/', ''), '') as morphology_code
    from raw.kreftregisteret_tilfelle
    where lopenr in (select person_id from study_person)
),

final as (
    select
        lopenr as person_id,
        sid as tumour_id,
        diagnosedato as diagnosis_date,
        nullif(translate(upper(icd10), ' .,/', ''), '') as icd10_code,
        -- The register writes C34.1 as well as 341.
        case when topography like 'C%' then topography else 'C' || nullif(topography, '') end
            as topography_code,
        morphology_code,
        nullif(substr(morphology_code, 5, 1), '') as behaviour_code,
        -- The schema says what each code means, and why 3 and C are read as they are.
        case
            when upper(metastase) in ('0', '8') then 'localised'
            when upper(metastase) in ('A', 'D', '1', '3', '5', '6') then 'regional'
            when upper(metastase) in ('B', '2', '4') then 'distant'
            else 'unknown'
        end as spread,
        basis as basis_code,
        cast(ds as varchar) as certainty_code,
        county_region.region_code
    from kreftregisteret_tilfelle
    left join county_region on kreftregisteret_tilfelle.bofylke_diag = county_region.county_code
)

select * from final
