-- Somebody is in a narrow group and not in a wider one, or all treated are not exactly the new starters.
with membership as (
    select agreement_id, cohort, person_id from cohort.membership
),

new_starter as (
    select agreement_id, person_id from cohort.treated_person where starter = 'new_starter'
),

counted as (
    select
        agreement_id,
        person_id,
        count(*) filter (where cohort = 'inside') as n_inside,
        count(*) filter (where cohort = 'inside_or_undetermined') as n_inside_or_undetermined,
        count(*) filter (where cohort = 'all_treated') as n_all_treated
    from membership
    group by agreement_id, person_id
),

compared as (
    select
        coalesce(counted.agreement_id, new_starter.agreement_id) as agreement_id,
        coalesce(counted.n_inside, 0) as n_inside,
        coalesce(counted.n_inside_or_undetermined, 0) as n_inside_or_undetermined,
        coalesce(counted.n_all_treated, 0) as n_all_treated,
        case when new_starter.person_id is not null then 1 else 0 end as n_new_starter
    from counted
    full join new_starter
        on new_starter.agreement_id = counted.agreement_id and new_starter.person_id = counted.person_id
)

select agreement_id, count(*) as n_persons
from compared
where
    n_inside > n_inside_or_undetermined
    or n_inside_or_undetermined > n_all_treated
    or n_all_treated <> n_new_starter
group by agreement_id
