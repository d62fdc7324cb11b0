-- An agreement or proposal is missing from the oversight, or something is overseen that is no agreement.
with agreement as (
    select agreement_id from agreement.agreement
),

oversight as (
    select agreement_id from result.oversight
)

select coalesce(agreement.agreement_id, oversight.agreement_id) as agreement_id
from agreement
full join oversight on oversight.agreement_id = agreement.agreement_id
where agreement.agreement_id is null or oversight.agreement_id is null
