with tumour as (
    select * from core.tumour
),

rare_disease_registration as (
    select person_id, diagnosis_date, inclusion_date, icd10_code from core.rare_disease_registration
),

final as (
    select
        'kreftregisteret' as register,
        person_id,
        'kreftregisteret_tilfelle/' || tumour_id as evidence,
        tumour_id,
        diagnosis_date,
        true as is_diagnosis_dated,
        icd10_code,
        topography_code,
        morphology_code,
        behaviour_code,
        spread,
        region_code
    from tumour
    union all
    select
        'nornmd' as register,
        person_id,
        'nornmd_pasient/' || person_id as evidence,
        null as tumour_id,
        coalesce(diagnosis_date, inclusion_date) as diagnosis_date,
        diagnosis_date is not null as is_diagnosis_dated,
        icd10_code,
        null as topography_code,
        null as morphology_code,
        null as behaviour_code,
        null as spread,
        null as region_code
    from rare_disease_registration
)

select * from final
