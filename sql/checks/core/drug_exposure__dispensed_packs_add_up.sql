-- Packs of an agreement's drug were lost or doubled between the register and here: so would be their cost.
with dispensed as (
    select coalesce(sum(antall_pakn), 0) as n_dispensed
    from raw.inspire_hresept
    where
        lopenr in (select person_id from core.study_person)
        and upper(atc_1) in (select atc_code from agreement.substance)
        and utleveringsdato <= $data_cut
),

kept as (
    select coalesce(sum(cast(pack_count as decimal(12, 3))), 0) as n_kept
    from core.drug_exposure
    where source = 'h_resept' and atc_code in (select atc_code from agreement.substance)
)

select n_dispensed, n_kept from dispensed cross join kept where n_dispensed <> n_kept
