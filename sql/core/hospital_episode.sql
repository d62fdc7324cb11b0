with study_person as (
    select person_id from core.study_person
),

drug_treatment_drg as (
    select drg_code from reference.drug_treatment_drg
),

npr_episode as (
    select
        lopenr, episode_lnr, inndato, utdato, omsorgsniva, innmatehast, tilstand_1_1, korrvekt, vekt, hf, sh_reg, debitor,
        nullif(translate(upper(drg), ' .,/', ''), '') as drg_code
    from raw.npr_episode
    where lopenr in (select person_id from study_person)
),

final as (
    select
        lopenr as person_id,
        cast(episode_lnr as varchar) as episode_id,
        inndato as admission_date,
        utdato as discharge_date,
        case cast(omsorgsniva as varchar)
            when '1' then 'inpatient'
            when '2' then 'day'
            when '3' then 'outpatient'
            when '8' then 'outpatient'
        end as care_level,
        innmatehast = 1 as is_acute,
        nullif(translate(upper(tilstand_1_1), ' .,/', ''), '') as main_condition_code,
        drg_code,
        cast(coalesce(korrvekt, vekt) as decimal(10, 3)) as drg_points,
        coalesce(drg_code in (select drg_code from drug_treatment_drg), false) as is_drug_treatment_drg,
        cast(debitor as varchar) as payer_code,
        hf as hospital_id,
        cast(sh_reg as varchar) as region_code
    from npr_episode
)

select * from final
