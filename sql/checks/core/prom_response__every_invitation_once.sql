-- An invitation was lost or doubled: the response rate would be wrong.
with expected as (
    select count(*) as n_expected from raw.prom_skjema
    where lopenr in (select person_id from core.study_person)
),

found as (
    select count(*) as n_found from core.prom_response
)

select n_expected, n_found from expected cross join found where n_expected <> n_found
