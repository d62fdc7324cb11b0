-- A person that the study needs is missing or doubled: every count of persons after this would be wrong.
with expected as (
    select count(*) as n_expected from core.study_person
),

found as (
    select count(distinct person_id) as n_persons, count(*) as n_rows from core.person
)

select n_expected, n_persons, n_rows
from expected
cross join found
where n_expected <> n_persons or n_expected <> n_rows
