-- A row without a person gives every category of the whole group its zero.
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
        new_starter.agreement_id,
        new_starter.person_id,
        new_starter.year,
        'all' as item,
        treatment_context.context as category
    from new_starter
    inner join treatment_context
        on treatment_context.agreement_id = new_starter.agreement_id
        and treatment_context.person_id = new_starter.person_id
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
        'context' as topic,
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
