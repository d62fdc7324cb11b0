-- The counts at a stop date do not add up to all who were ever treated, in all or over the hospitals.
with treated as (
    select agreement_id, count(*) as n_persons from cohort.treated_person group by agreement_id
),

counted as (
    select agreement_id, item, grouping, sum(n) as n_persons
    from result.exit_count
    group by agreement_id, item, grouping
)

select counted.agreement_id, counted.item, counted.grouping
from counted
left join treated on treated.agreement_id = counted.agreement_id
where counted.n_persons <> coalesce(treated.n_persons, 0)
