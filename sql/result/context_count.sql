with agreement as (
    select agreement_id from agreement.agreement where not is_proposal
),

new_starter as (
    select agreement_id, person_id, cast(year(index_date) as varchar) as year
    from cohort.treated_person
    where starter = 'new_starter'
),

treatment_context as (
    select agreement_id, person_id, context from cohort.treatment_context
),

answered as (
    select
        new_starter.agreement_id, new_starter.year, 'all' as item, treatment_context.context as category
    from new_starter
    inner join treatment_context
        on treatment_context.agreement_id = new_starter.agreement_id
        and treatment_context.person_id = new_starter.person_id
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
    select agreement.agreement_id, category.item, category.category
    from agreement
    cross join (
        values
            ('all', 'trial'),
            ('all', 'ordinary'),
            ('all', 'unknown')
    ) as category (item, category)
),

final as (
    select
        possible.agreement_id,
        $data_cut as data_cut,
        'context' as topic,
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
        agreement_id, $data_cut as data_cut, 'context' as topic, item, grouping, level, category, n, false as suppressed
    from counted
    where grouping <> 'all'
)

select * from final
