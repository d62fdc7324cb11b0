-- The counts of an item that everybody treated has an answer to do not add up to the new starters, in all or over the
-- levels of a grouping.
with new_starter as (
    select agreement_id, count(*) as n_persons
    from cohort.treated_person
    where starter = 'new_starter'
    group by agreement_id
),

counted as (
    select agreement_id, topic, item, grouping, sum(n) as n_persons
    from result.person_count
    where topic in ('eligibility', 'criterion', 'attribution', 'line', 'context', 'stop_rule', 'stop_reason')
    group by agreement_id, topic, item, grouping
)

select counted.agreement_id, counted.topic, counted.item, counted.grouping
from counted
left join new_starter on new_starter.agreement_id = counted.agreement_id
where counted.n_persons <> coalesce(new_starter.n_persons, 0)
