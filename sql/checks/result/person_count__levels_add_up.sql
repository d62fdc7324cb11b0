-- The levels of a grouping do not add up to the whole of a topic: somebody is missing or counted twice.
with person_count as (
    select agreement_id, topic, item, grouping, category, n from result.person_count
),

grouped as (
    select agreement_id, topic, item, grouping, category, sum(n) as n
    from person_count
    group by agreement_id, topic, item, grouping, category
)

select
    coalesce(divided.agreement_id, whole.agreement_id) as agreement_id,
    divided.topic,
    divided.item,
    divided.grouping,
    divided.category,
    divided.n as n_of_levels,
    whole.n as n_of_all
from grouped as divided
left join grouped as whole
    on whole.agreement_id = divided.agreement_id
    and whole.topic = divided.topic
    and whole.item = divided.item
    and whole.category = divided.category
    and whole.grouping = 'all'
where divided.grouping <> 'all' and divided.n is distinct from whole.n
