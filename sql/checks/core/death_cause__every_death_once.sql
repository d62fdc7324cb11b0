-- A cause of death was lost or doubled: deaths by cause would not add up.
with expected as (
    select count(*) as n_expected from raw.dar_dodsarsak
    where lopenr in (select person_id from core.study_person)
),

found as (
    select count(*) as n_found from core.death_cause
)

select n_expected, n_found from expected cross join found where n_expected <> n_found
