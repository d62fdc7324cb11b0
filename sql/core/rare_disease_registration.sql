with study_person as (
    select person_id from core.study_person
),

nornmd_pasient as (
    select lopenr, icd10, diagnosedato, inklusjonsdato, hf_orgnr, sh_reg, sma_type, smn2_kopi
    from raw.nornmd_pasient
    where lopenr in (select person_id from study_person)
),

final as (
    select
        lopenr as person_id,
        nullif(translate(upper(icd10), ' .,/', ''), '') as icd10_code,
        diagnosedato as diagnosis_date,
        inklusjonsdato as inclusion_date,
        hf_orgnr as hospital_id,
        cast(sh_reg as varchar) as region_code,
        nullif(cast(sma_type as varchar), '9') as sma_type,
        smn2_kopi as smn2_copies
    from nornmd_pasient
)

select * from final
