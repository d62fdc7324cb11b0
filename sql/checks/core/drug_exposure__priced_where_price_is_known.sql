-- Packs have no cost although a price was in force on their day: the mean cost would be too low.
select drug_exposure.atc_code, count(*) as n_exposures
from core.drug_exposure
inner join reference.drug_price
    on drug_exposure.atc_code = drug_price.atc_code
    and drug_exposure.exposure_date >= drug_price.valid_from
    and (drug_price.valid_to is null or drug_exposure.exposure_date <= drug_price.valid_to)
where drug_exposure.pack_count is not null and drug_exposure.drug_cost_nok is null
group by drug_exposure.atc_code
