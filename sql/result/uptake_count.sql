-- A row without a person gives every category of the whole group its zero.
with disease_register as (
    select agreement_id from cohort.disease_register where names_diagnosis
),

uptake as (
    select agreement_id, person_id, verdict, uptake, judged_at_date, region_code from cohort.uptake
),

item as (
    select * from (values ('inside'), ('undetermined')) as item (item)
),

category as (
    select * from (values ('treated'), ('untreated'), ('not_known')) as category (category)
),

person as (
    select
        agreement_id,
        person_id,
        verdict as item,
        uptake as category,
        coalesce(region_code, 'unknown') as region,
        cast(year(judged_at_date) as varchar) as year
    from uptake
),

placed as (
    select agreement_id, item, person_id, category, 'all' as grouping, 'all' as level from person
    union all
    select agreement_id, item, person_id, category, 'region' as grouping, region as level from person
    union all
    select agreement_id, item, person_id, category, 'year' as grouping, year as level from person
    union all
    select
        disease_register.agreement_id,
        item.item,
        null as person_id,
        category.category,
        'all' as grouping,
        'all' as level
    from disease_register
    cross join item
    cross join category
),

final as (
    select
        agreement_id,
        $data_cut as data_cut,
        'uptake' as topic,
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
