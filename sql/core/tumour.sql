with study_person as (
    select person_id from core.study_person
),

kreftregisteret_tilfelle as (
    select
        lopenr, sid, diagnosedato, icd10, morfologi, metastase, basis, ds,
        translate(upper(topografi), ' .,/', '') as topography
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
        nullif(translate(upper(morfologi), ' .,/', ''), '') as morphology_code,
        -- The schema says what each code means, and why 3 and C are read as they are.
        case
            when upper(metastase) in ('0', '8') then 'localised'
            when upper(metastase) in ('A', 'D', '1', '3', '5', '6') then 'regional'
            when upper(metastase) in ('B', '2', '4') then 'distant'
            else 'unknown'
        end as spread,
        basis as basis_code,
        cast(ds as varchar) as certainty_code
    from kreftregisteret_tilfelle
)

select * from final
