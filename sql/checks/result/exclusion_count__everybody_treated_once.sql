-- The exclusions of an agreement do not add up to the persons treated under it.
with exclusion_count as (
    select agreement_id, n from result.exclusion_count
),

treated_person as (
    select agreement_id from cohort.treated_person
),

counted as (
    select agreement_id, sum(n) as n_counted, 0 as n_treated from exclusion_count group by agreement_id
    union all
    select agreement_id, 0 as n_counted, count(*) as n_treated from treated_person group by agreement_id
)

select agreement_id, sum(n_counted) as n_counted, sum(n_treated) as n_treated
from counted
group by agreement_id
having sum(n_counted) <> sum(n_treated)
