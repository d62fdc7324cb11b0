-- A registration was lost or doubled: the register's coverage would be wrong.
with expected as (
    select count(*) as n_expected from raw.nornmd_pasient
    where lopenr in (select person_id from core.study_person)
),

found as (
    select count(*) as n_found from core.rare_disease_registration
)

select n_expected, n_found from expected cross join found where n_expected <> n_found
