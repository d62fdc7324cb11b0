-- The counts do not add up to the new starters, in all or over the years.
with new_starter as (
    select agreement_id, count(*) as n_persons
    from cohort.treated_person
    where starter = 'new_starter'
    group by agreement_id
),

counted as (
    select agreement_id, item, grouping, sum(n) as n_persons
    from result.stop_reason_count
    group by agreement_id, item, grouping
)

select counted.agreement_id, counted.item, counted.grouping
from counted
left join new_starter on new_starter.agreement_id = counted.agreement_id
where counted.n_persons <> coalesce(new_starter.n_persons, 0)
