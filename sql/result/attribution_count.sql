-- A row without a person gives every category of the whole group its zero.
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
        new_starter.person_id,
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
    select agreement_id, person_id, year, 'class' as item, ambiguity as category from attributed
    union all
    select agreement_id, person_id, year, 'attributed_to' as item, attributed_to as category from attributed
    union all
    select agreement_id, person_id, year, 'primaries' as item, primaries as category from attributed
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
        'attribution' as topic,
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
