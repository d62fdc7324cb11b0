-- The categories of a group do not add up to everybody in it: somebody is left out or counted twice.
with comparison_count as (
    select agreement_id, comparator_id, arm, n from result.comparison_count
),

comparison_person as (
    select agreement_id, comparator_id, arm, person_id from cohort.comparison_person
),

counted as (
    select agreement_id, comparator_id, arm, sum(n) as n_counted
    from comparison_count
    group by agreement_id, comparator_id, arm
),

found as (
    select agreement_id, comparator_id, arm, count(*) as n_found
    from comparison_person
    group by agreement_id, comparator_id, arm
)

select counted.agreement_id, counted.comparator_id, counted.arm
from counted
full join found
    on found.agreement_id = counted.agreement_id
    and found.comparator_id = counted.comparator_id
    and found.arm = counted.arm
where coalesce(counted.n_counted, 0) <> coalesce(found.n_found, 0)
