-- A person was not examined by every rule: a contradiction could be there and not be counted.
with expected as (
    select count(*) * 7 as n_expected from core.study_person
),

found as (
    select count(*) as n_found from core.contradiction
)

select n_expected, n_found
from expected
cross join found
where n_expected <> n_found
