-- An agreement rests on one source of treatment: the same dose may stand in several.
with agreement as (
    select agreement_id, treatment_source, administration_covers_days
    from agreement.agreement
    where not is_proposal
),

substance as (
    select agreement_id, atc_code from agreement.substance
),

drug_exposure as (
    select * from core.drug_exposure where exposure_date <= $data_cut
),

final as (
    select
        agreement.agreement_id,
        drug_exposure.person_id,
        drug_exposure.exposure_id,
        drug_exposure.exposure_date,
        case
            when agreement.treatment_source = 'h_resept' then coalesce(drug_exposure.supply_days, 0)
            else coalesce(agreement.administration_covers_days, 0)
        end as covered_days,
        agreement.treatment_source = 'h_resept' as is_dispensing,
        drug_exposure.hospital_id,
        drug_exposure.region_code,
        drug_exposure.drug_cost_nok
    from agreement
    inner join substance on substance.agreement_id = agreement.agreement_id
    inner join drug_exposure
        on drug_exposure.atc_code = substance.atc_code
        and drug_exposure.source = agreement.treatment_source
)

select * from final
