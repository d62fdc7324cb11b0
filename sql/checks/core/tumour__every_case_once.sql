-- A cancer case of a study person was lost or doubled: stage and diagnosis would be judged on other cases
-- than the register's.
with expected as (
    select count(*) as n_expected from raw.kreftregisteret_tilfelle
    where lopenr in (select person_id from core.study_person)
),

found as (
    select count(*) as n_found from core.tumour
)

select n_expected, n_found from expected cross join found where n_expected <> n_found
