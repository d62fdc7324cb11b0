-- A biomarker test was lost or doubled: a criterion could be met, or missed, by mistake.
with expected as (
    select count(*) as n_expected from raw.kreftregisteret_forlop
    where lopenr in (select person_id from core.study_person) and hendelsestype = 'BM' and biomarkor is not null
),

found as (
    select count(*) as n_found from core.biomarker
)

select n_expected, n_found from expected cross join found where n_expected <> n_found
