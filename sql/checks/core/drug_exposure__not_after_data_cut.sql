-- An exposure lies after the data cut: the result would rest on what could not be known then.
select count(*) as n_exposures
from core.drug_exposure
where exposure_date > $data_cut
having count(*) > 0
