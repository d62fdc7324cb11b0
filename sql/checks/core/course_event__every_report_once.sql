-- A report on the course of disease was lost or doubled: a criterion could be met, or missed, by mistake.
with expected as (
    select count(*) as n_expected from raw.kreftregisteret_forlop
    where lopenr in (select person_id from core.study_person) and hendelsestype <> 'BM'
),

found as (
    select count(*) as n_found from core.course_event
)

select n_expected, n_found from expected cross join found where n_expected <> n_found
