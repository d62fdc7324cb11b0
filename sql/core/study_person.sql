-- Who the study needs, for all agreements at once. Nobody else's rows leave the raw layer.
with substance as (
    select distinct atc_code from agreement.substance
),

comparator_substance as (
    select distinct atc_code from agreement.comparator_substance
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

npr_contact as (
    select lopenr, inndato, translate(upper(tilstand_1_1), ' .,/', '') as icd10_code from raw.npr_episode
),

npr_episode as (
    select
        lopenr,
        ncsp_1, ncsp_2, ncsp_3, ncsp_4, ncsp_5, ncsp_6, ncsp_7, ncsp_8, ncsp_9, ncsp_10, ncsp_11,
        ncsp_12, ncsp_13, ncsp_14, ncsp_15, ncsp_16, ncsp_17, ncsp_18, ncsp_19, ncsp_20, ncmp_1,
        ncmp_2, ncmp_3, ncmp_4, ncmp_5, ncmp_6, ncmp_7, ncmp_8, ncmp_9, ncmp_10, ncmp_11, ncmp_12,
        ncmp_13, ncmp_14, ncmp_15, ncmp_16, ncmp_17, ncmp_18, ncmp_19, ncmp_20, atc_1, atc_2, atc_3,
        atc_4, atc_5
    from raw.npr_episode
),

-- NPR's drug codes have strayed into the procedure columns.
npr_drug as (
    select lopenr, translate(upper(raw_code), ' .,/', '') as atc_code
    from npr_episode
    unpivot (
        raw_code for field in (
            ncsp_1, ncsp_2, ncsp_3, ncsp_4, ncsp_5, ncsp_6, ncsp_7, ncsp_8, ncsp_9, ncsp_10, ncsp_11,
            ncsp_12, ncsp_13, ncsp_14, ncsp_15, ncsp_16, ncsp_17, ncsp_18, ncsp_19, ncsp_20, ncmp_1,
            ncmp_2, ncmp_3, ncmp_4, ncmp_5, ncmp_6, ncmp_7, ncmp_8, ncmp_9, ncmp_10, ncmp_11, ncmp_12,
            ncmp_13, ncmp_14, ncmp_15, ncmp_16, ncmp_17, ncmp_18, ncmp_19, ncmp_20, atc_1, atc_2,
            atc_3, atc_4, atc_5
        )
    )
),

sought as (
    select distinct criterion.kind, criterion_value.value
    from criterion
    inner join criterion_value
        on criterion.agreement_id = criterion_value.agreement_id
        and criterion.criterion_id = criterion_value.criterion_id
),

-- Two contacts on different days: one alone is as often a suspicion.
npr_diagnosis as (
    select npr_contact.lopenr
    from npr_contact
    inner join sought
        on sought.kind = 'diagnosis'
        and starts_with(npr_contact.icd10_code, sought.value)
    group by npr_contact.lopenr
    having count(distinct npr_contact.inndato) >= 2
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
    select recorded_drug.lopenr, 'comparator_drug' as reason
    from recorded_drug
    inner join comparator_substance on recorded_drug.atc_code = comparator_substance.atc_code
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
    union all
    select npr_drug.lopenr, 'hospital_drug' as reason
    from npr_drug
    inner join substance on npr_drug.atc_code = substance.atc_code
    union all
    select lopenr, 'hospital_diagnosis' as reason from npr_diagnosis
),

final as (
    select
        lopenr as person_id,
        max(case when reason = 'drug' then 1 else 0 end) = 1 as has_agreement_drug,
        max(case when reason = 'comparator_drug' then 1 else 0 end) = 1 as has_comparator_drug,
        max(case when reason = 'diagnosis' then 1 else 0 end) = 1 as has_agreement_diagnosis,
        max(case when reason = 'biomarker' then 1 else 0 end) = 1 as has_agreement_biomarker,
        max(case when reason = 'rare_disease' then 1 else 0 end) = 1 as has_rare_disease_registration,
        max(case when reason = 'hospital_drug' then 1 else 0 end) = 1 as has_hospital_contact_with_drug,
        max(case when reason = 'hospital_diagnosis' then 1 else 0 end) = 1
            as has_hospital_contacts_for_diagnosis
    from reason
    group by lopenr
)

select * from final
