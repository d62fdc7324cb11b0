with agreement as (
    select agreement_id from agreement.agreement where not is_proposal
),

use_rule as (
    select agreement_id, rule_id from agreement.use_rule where kind = 'stop'
),

new_starter as (
    select agreement_id, person_id, cast(year(index_date) as varchar) as year
    from cohort.treated_person
    where starter = 'new_starter'
),

stop_rule as (
    select agreement_id, person_id, rule_id, verdict from outcome.stop_rule
),

answered as (
    select
        new_starter.agreement_id, new_starter.year, stop_rule.rule_id as item, stop_rule.verdict as category
    from new_starter
    inner join stop_rule
        on stop_rule.agreement_id = new_starter.agreement_id
        and stop_rule.person_id = new_starter.person_id
),

counted as (
    select agreement_id, item, 'all' as grouping, 'all' as level, category, count(*) as n
    from answered
    group by agreement_id, item, category
    union all
    select agreement_id, item, 'year' as grouping, year as level, category, count(*) as n
    from answered
    group by agreement_id, item, year, category
),

possible as (
    select agreement.agreement_id, use_rule.rule_id as item, category.category
    from agreement
    inner join use_rule on use_rule.agreement_id = agreement.agreement_id
    cross join (
        values ('followed'), ('not_followed'), ('died'), ('unknown'), ('not_due')
    ) as category (category)
),

final as (
    select
        possible.agreement_id,
        $data_cut as data_cut,
        'stop_rule' as topic,
        possible.item,
        'all' as grouping,
        'all' as level,
        possible.category,
        coalesce(counted.n, 0) as n,
        false as suppressed
    from possible
    left join counted
        on counted.agreement_id = possible.agreement_id
        and counted.item = possible.item
        and counted.category = possible.category
        and counted.grouping = 'all'
    union all
    select
        agreement_id, $data_cut as data_cut, 'stop_rule' as topic, item, grouping, level, category, n, false as suppressed
    from counted
    where grouping <> 'all'
)

select * from final
