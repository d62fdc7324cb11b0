-- Doses and dispensings of all sources in one shape, each with the price in force on its date.
with study_person as (
    select person_id from core.study_person
),

-- The agreements' drugs, and those that they are compared with.
substance as (
    select atc_code from agreement.substance
    union
    select atc_code from agreement.comparator_substance
),

criterion as (
    select agreement_id, criterion_id
    from agreement.criterion
    where kind = 'combination' or subject = 'substances'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

drug_price as (
    select atc_code, content_amount, content_unit, supply_days, price_nok, valid_from, valid_to
    from reference.drug_price
),

inspire_legemiddelbehandling as (
    select
        rad_id, lopenr, atc, dato, dose_gitt, dose_ordinert, doseenhet, hf_orgnr, rhf,
        kur_id, syklus_nr, dag_nr, intensjon
    from raw.inspire_legemiddelbehandling
    where lopenr in (select person_id from study_person)
),

inspire_hresept as (
    select
        hreseptid_lnr, lopenr, atc_1, utleveringsdato, antall_pakn, ddd, orgnrforskrivendeenhet, sh_reg,
        refusjonskodeutlevering, refusjonskoderesept
    from raw.inspire_hresept
    where lopenr in (select person_id from study_person)
),

nornmd_behandling as (
    select rad_id, lopenr, atc, dato, dose_gitt, doseenhet, hf_orgnr, sh_reg
    from raw.nornmd_behandling
    where lopenr in (select person_id from study_person)
),

recorded as (
    select
        'hospital' as source, 'inspire' as register, cast(rad_id as varchar) as row_key, lopenr as person_id,
        atc, dato as exposure_date,
        cast(coalesce(dose_gitt, dose_ordinert) as double) as dose, doseenhet as unit,
        cast(dose_gitt as double) as dose_given, cast(dose_ordinert as double) as dose_ordered,
        cast(null as double) as packs, cast(null as double) as defined_daily_doses,
        hf_orgnr as hospital_id, cast(rhf as varchar) as region_code,
        kur_id as regimen_code, syklus_nr as cycle_number, dag_nr as cycle_day,
        nullif(cast(intensjon as varchar), '9') as intent_code, cast(null as varchar) as refund_code
    from inspire_legemiddelbehandling
    where coalesce(dose_gitt, 1) > 0
    union all
    select
        'h_resept', 'inspire', cast(hreseptid_lnr as varchar), lopenr, atc_1, utleveringsdato,
        null, null, null, null, cast(antall_pakn as double), cast(ddd as double),
        orgnrforskrivendeenhet, cast(sh_reg as varchar), null, null, null, null,
        coalesce(
            nullif(translate(upper(refusjonskodeutlevering), ' .,/', ''), ''),
            nullif(translate(upper(refusjonskoderesept), ' .,/', ''), '')
        )
    from inspire_hresept
    union all
    select
        'quality_register', 'nornmd', cast(rad_id as varchar), lopenr, atc, dato,
        cast(dose_gitt as double), doseenhet, cast(dose_gitt as double), null, null, null, hf_orgnr, cast(sh_reg as varchar),
        null, null, null, null, null
    from nornmd_behandling
    where coalesce(dose_gitt, 1) > 0
),

-- What criteria on earlier treatment and on combination ask for.
asked as (
    select distinct criterion_value.value as atc_beginning
    from criterion
    inner join criterion_value
        on criterion_value.agreement_id = criterion.agreement_id
        and criterion_value.criterion_id = criterion.criterion_id
),

exposure as (
    select
        source || '/' || row_key as exposure_id, person_id, source, register, exposure_date, dose,
        dose_given, dose_ordered, packs,
        defined_daily_doses, hospital_id, region_code,
        regimen_code, cycle_number, cycle_day, intent_code, refund_code,
        translate(upper(atc), ' .,/', '') as atc_code,
        -- The micro sign and the Greek letter look alike and are two characters.
        case
            when lower(trim(unit)) in ('ug', 'µg', 'μg', 'mcg', 'mikrog') then 'ug'
            when lower(trim(unit)) = 'mg' then 'mg'
            else trim(unit)
        end as dose_unit
    from recorded
    where exposure_date <= $data_cut
),

needed as (
    select exposure.*
    from exposure
    where
        exposure.atc_code like 'L01%'
        or exposure.atc_code in (select atc_code from substance)
        or exists (select 1 from asked where starts_with(exposure.atc_code, asked.atc_beginning))
),

price_in_force as (
    select
        needed.exposure_id, drug_price.content_amount, drug_price.content_unit,
        drug_price.supply_days, drug_price.price_nok,
        row_number() over (
            partition by needed.exposure_id order by drug_price.valid_from desc
        ) as recency
    from needed
    inner join drug_price
        on needed.atc_code = drug_price.atc_code
        and needed.exposure_date >= drug_price.valid_from
        and (drug_price.valid_to is null or needed.exposure_date <= drug_price.valid_to)
),

measured as (
    select
        needed.*, price_in_force.supply_days as days_per_pack, price_in_force.price_nok,
        case
            when needed.dose_unit = price_in_force.content_unit then needed.dose
            when needed.dose_unit = 'mg' and price_in_force.content_unit = 'ug' then needed.dose * 1000
            when needed.dose_unit = 'ug' and price_in_force.content_unit = 'mg' then needed.dose / 1000
        end / price_in_force.content_amount as share_of_pack
    from needed
    left join price_in_force
        on needed.exposure_id = price_in_force.exposure_id and price_in_force.recency = 1
),

packed as (
    select
        *,
        -- Rounded before it is rounded up: 12.6 / 4.2 must take three packs whatever a float makes of it.
        coalesce(packs, ceil(round(share_of_pack, 6))) as pack_count
    from measured
),

final as (
    select
        exposure_id, person_id, source, register, atc_code, exposure_date, dose, dose_given, dose_ordered, dose_unit,
        pack_count,
        case
            when source = 'h_resept'
                then cast(round(coalesce(pack_count * days_per_pack, defined_daily_doses)) as integer)
        end as supply_days,
        regimen_code, cycle_number, cycle_day, intent_code, refund_code, hospital_id, region_code,
        cast(cast(pack_count as decimal(12, 4)) * price_nok as decimal(18, 2)) as drug_cost_nok
    from packed
)

select * from final
