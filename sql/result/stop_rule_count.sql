-- A row without a person gives every category of the whole group its zero.
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
        new_starter.agreement_id,
        new_starter.person_id,
        new_starter.year,
        stop_rule.rule_id as item,
        stop_rule.verdict as category
    from new_starter
    inner join stop_rule
        on stop_rule.agreement_id = new_starter.agreement_id
        and stop_rule.person_id = new_starter.person_id
),

possible as (
    select agreement.agreement_id, use_rule.rule_id as item, category.category
    from agreement
    inner join use_rule on use_rule.agreement_id = agreement.agreement_id
    cross join (
        values ('followed'), ('not_followed'), ('died'), ('unknown'), ('not_due')
    ) as category (category)
),

placed as (
    select agreement_id, item, person_id, category, 'all' as grouping, 'all' as level from answered
    union all
    select agreement_id, item, person_id, category, 'year' as grouping, year as level from answered
    union all
    select agreement_id, item, null as person_id, category, 'all' as grouping, 'all' as level from possible
),

final as (
    select
        agreement_id,
        $data_cut as data_cut,
        'stop_rule' as topic,
        item,
        grouping,
        level,
        category,
        count(person_id) as n,
        false as suppressed
    from placed
    group by agreement_id, item, grouping, level, category
)

select * from final
