-- Each kind of row is counted once, all its variables side by side, and then turned long.
with substance as (
    select distinct atc_code from agreement.substance
),

drug_exposure as (
    select
        person_id, source, register, atc_code, dose, dose_unit, pack_count, supply_days, regimen_code, cycle_number,
        intent_code, refund_code, drug_cost_nok,
        coalesce(hospital_id, 'unknown') as hospital_id,
        cast(date_trunc('month', exposure_date) as date) as month
    from core.drug_exposure
),

tumour as (
    select
        person_id, topography_code, morphology_code, basis_code, region_code,
        nullif(spread, 'unknown') as spread,
        cast(date_trunc('month', diagnosis_date) as date) as month
    from core.tumour
),

biomarker as (
    select person_id, result, value, cast(date_trunc('month', sample_date) as date) as month
    from core.biomarker
),

hospital_episode as (
    select
        person_id, main_condition_code, drg_code, drg_points, payer_code,
        coalesce(hospital_id, 'unknown') as hospital_id,
        cast(date_trunc('month', discharge_date) as date) as month
    from core.hospital_episode
),

rare_disease_registration as (
    select
        person_id, diagnosis_date, sma_type, smn2_copies,
        coalesce(hospital_id, 'unknown') as hospital_id,
        cast(date_trunc('month', coalesce(inclusion_date, diagnosis_date)) as date) as month
    from core.rare_disease_registration
),

death_cause as (
    select person_id, underlying_cause_code, cast(date_trunc('month', death_date) as date) as month
    from core.death_cause
),

prom_response as (
    select person_id, response_status, cast(date_trunc('month', invited_date) as date) as month
    from core.prom_response
),

administration as (
    select
        case source when 'hospital' then 'inspire' else 'nornmd' end as register,
        case when grouping(hospital_id) = 1 then 'all' else hospital_id end as hospital_id,
        month,
        count(*) as n,
        count(distinct person_id) as n_persons,
        count(dose) as dose,
        count(dose_unit) as dose_unit,
        count(regimen_code) as regimen_code,
        count(cycle_number) as cycle_number,
        count(intent_code) as intent_code
    from drug_exposure
    where source <> 'h_resept'
    group by grouping sets ((source, hospital_id, month), (source, month))
),

dispensing as (
    select
        'inspire' as register,
        case when grouping(hospital_id) = 1 then 'all' else hospital_id end as hospital_id,
        month,
        count(*) as n,
        count(distinct person_id) as n_persons,
        count(pack_count) as pack_count,
        count(supply_days) as supply_days,
        count(refund_code) as refund_code
    from drug_exposure
    where source = 'h_resept'
    group by grouping sets ((hospital_id, month), (month))
),

priced as (
    select drug_exposure.*
    from drug_exposure
    inner join substance on substance.atc_code = drug_exposure.atc_code
),

drug_cost as (
    select
        register,
        case when grouping(hospital_id) = 1 then 'all' else hospital_id end as hospital_id,
        month,
        count(*) as n,
        count(distinct person_id) as n_persons,
        count(drug_cost_nok) as drug_cost
    from priced
    group by grouping sets ((register, hospital_id, month), (register, month))
),

diagnosis as (
    select
        'kreftregisteret' as register,
        'all' as hospital_id,
        month,
        count(*) as n,
        count(distinct person_id) as n_persons,
        count(spread) as spread,
        count(topography_code) as topography_code,
        count(morphology_code) as morphology_code,
        count(basis_code) as basis_code,
        count(region_code) as region_code
    from tumour
    group by month
),

test as (
    select
        'kreftregisteret' as register,
        'all' as hospital_id,
        month,
        count(*) as n,
        count(distinct person_id) as n_persons,
        count(coalesce(result, cast(value as varchar))) as biomarker_result
    from biomarker
    group by month
),

discharge as (
    select
        'npr' as register,
        case when grouping(hospital_id) = 1 then 'all' else hospital_id end as hospital_id,
        month,
        count(*) as n,
        count(distinct person_id) as n_persons,
        count(main_condition_code) as main_condition_code,
        count(drg_code) as drg_code,
        count(drg_points) as drg_points,
        count(payer_code) as payer_code
    from hospital_episode
    group by grouping sets ((hospital_id, month), (month))
),

registration as (
    select
        'nornmd' as register,
        case when grouping(hospital_id) = 1 then 'all' else hospital_id end as hospital_id,
        month,
        count(*) as n,
        count(distinct person_id) as n_persons,
        count(diagnosis_date) as diagnosis_date,
        count(sma_type) as sma_type,
        count(smn2_copies) as smn2_copies
    from rare_disease_registration
    group by grouping sets ((hospital_id, month), (month))
),

death as (
    select
        'dar' as register,
        'all' as hospital_id,
        month,
        count(*) as n,
        count(distinct person_id) as n_persons,
        count(underlying_cause_code) as underlying_cause_code
    from death_cause
    group by month
),

invitation as (
    select
        'prom' as register,
        'all' as hospital_id,
        month,
        count(*) as n,
        count(distinct person_id) as n_persons,
        count(case when response_status in ('answered', 'partial') then person_id end) as answer
    from prom_response
    group by month
),

long as (
    select register, hospital_id, month, n, n_persons, variable, n_present
    from administration
    unpivot (n_present for variable in (dose, dose_unit, regimen_code, cycle_number, intent_code))
    -- The quality register has no regimens to be known.
    where register = 'inspire' or variable in ('dose', 'dose_unit')
    union all
    select register, hospital_id, month, n, n_persons, variable, n_present
    from dispensing
    unpivot (n_present for variable in (pack_count, supply_days, refund_code))
    union all
    select register, hospital_id, month, n, n_persons, 'drug_cost', drug_cost from drug_cost
    union all
    select register, hospital_id, month, n, n_persons, variable, n_present
    from diagnosis
    unpivot (n_present for variable in (spread, topography_code, morphology_code, basis_code, region_code))
    union all
    select register, hospital_id, month, n, n_persons, 'biomarker_result', biomarker_result from test
    union all
    select register, hospital_id, month, n, n_persons, variable, n_present
    from discharge
    unpivot (n_present for variable in (main_condition_code, drg_code, drg_points, payer_code))
    union all
    select register, hospital_id, month, n, n_persons, variable, n_present
    from registration
    unpivot (n_present for variable in (diagnosis_date, sma_type, smn2_copies))
    union all
    select register, hospital_id, month, n, n_persons, 'underlying_cause_code', underlying_cause_code
    from death
    union all
    select register, hospital_id, month, n, n_persons, 'answer', answer from invitation
),

final as (
    select
        $data_cut as data_cut, register, hospital_id, month, variable, n, n_present, n_persons,
        false as suppressed
    from long
)

select * from final
