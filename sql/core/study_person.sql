-- Who the study needs, for all agreements at once. Nobody else's rows leave the raw layer.
with substance as (
    select distinct atc_code from agreement.substance
),

criterion as (
    select agreement_id, criterion_id, kind from agreement.criterion
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

inspire_legemiddelbehandling as (
    select lopenr, translate(upper(atc), ' .,/', '') as atc_code from raw.inspire_legemiddelbehandling
),

inspire_hresept as (
    select lopenr, translate(upper(atc_1), ' .,/', '') as atc_code from raw.inspire_hresept
),

nornmd_behandling as (
    select lopenr, translate(upper(atc), ' .,/', '') as atc_code from raw.nornmd_behandling
),

nornmd_pasient as (
    select lopenr from raw.nornmd_pasient
),

kreftregisteret_tilfelle as (
    select lopenr, translate(upper(icd10), ' .,/', '') as icd10_code from raw.kreftregisteret_tilfelle
),

kreftregisteret_forlop as (
    select lopenr, biomarkor, resultat from raw.kreftregisteret_forlop where hendelsestype = 'BM'
),

sought as (
    select distinct criterion.kind, criterion_value.value
    from criterion
    inner join criterion_value
        on criterion.agreement_id = criterion_value.agreement_id
        and criterion.criterion_id = criterion_value.criterion_id
),

recorded_drug as (
    select lopenr, atc_code from inspire_legemiddelbehandling
    union all
    select lopenr, atc_code from inspire_hresept
    union all
    select lopenr, atc_code from nornmd_behandling
),

reason as (
    select recorded_drug.lopenr, 'drug' as reason
    from recorded_drug
    inner join substance on recorded_drug.atc_code = substance.atc_code
    union all
    select kreftregisteret_tilfelle.lopenr, 'diagnosis' as reason
    from kreftregisteret_tilfelle
    inner join sought
        on sought.kind = 'diagnosis'
        and starts_with(kreftregisteret_tilfelle.icd10_code, sought.value)
    union all
    select kreftregisteret_forlop.lopenr, 'biomarker' as reason
    from kreftregisteret_forlop
    inner join sought
        on sought.kind = 'biomarker'
        and kreftregisteret_forlop.biomarkor = sought.value
    where kreftregisteret_forlop.resultat = 'POS'
    union all
    select lopenr, 'rare_disease' as reason from nornmd_pasient
),

final as (
    select
        lopenr as person_id,
        max(case when reason = 'drug' then 1 else 0 end) = 1 as has_agreement_drug,
        max(case when reason = 'diagnosis' then 1 else 0 end) = 1 as has_agreement_diagnosis,
        max(case when reason = 'biomarker' then 1 else 0 end) = 1 as has_agreement_biomarker,
        max(case when reason = 'rare_disease' then 1 else 0 end) = 1 as has_rare_disease_registration
    from reason
    group by lopenr
)

select * from final
