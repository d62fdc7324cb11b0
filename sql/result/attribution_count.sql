with agreement as (
    select agreement_id from agreement.agreement where not is_proposal
),

new_starter as (
    select agreement_id, person_id, cast(year(index_date) as varchar) as year
    from cohort.treated_person
    where starter = 'new_starter'
),

attribution as (
    select agreement_id, person_id, ambiguity, attributed_to, n_primaries from cohort.attribution
),

attributed as (
    select
        new_starter.agreement_id,
        new_starter.year,
        attribution.ambiguity,
        attribution.attributed_to,
        case when attribution.n_primaries = 0 then 'none' when attribution.n_primaries = 1 then 'one' else 'several' end
            as primaries
    from new_starter
    inner join attribution
        on attribution.agreement_id = new_starter.agreement_id
        and attribution.person_id = new_starter.person_id
),

answered as (
    select agreement_id, year, 'class' as item, ambiguity as category from attributed
    union all
    select agreement_id, year, 'attributed_to' as item, attributed_to as category from attributed
    union all
    select agreement_id, year, 'primaries' as item, primaries as category from attributed
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
            ('class', 'certain'),
            ('class', 'one_candidate'),
            ('class', 'several'),
            ('class', 'none'),
            ('attributed_to', 'indication'),
            ('attributed_to', 'other_disease'),
            ('attributed_to', 'unknown'),
            ('primaries', 'one'),
            ('primaries', 'several'),
            ('primaries', 'none')
    ) as category (item, category)
),

final as (
    select
        possible.agreement_id,
        $data_cut as data_cut,
        'attribution' as topic,
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
        agreement_id, $data_cut as data_cut, 'attribution' as topic, item, grouping, level, category, n, false as suppressed
    from counted
    where grouping <> 'all'
)

select * from final
