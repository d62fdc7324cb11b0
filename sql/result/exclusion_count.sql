-- A row without a person gives every category its zero.
with agreement as (
    select agreement_id from agreement.agreement where not is_proposal
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion
),

attrition_step as (
    select agreement_id, person_id, reason, criterion_id from cohort.attrition_step
),

plain_category as (
    select * from (values ('earlier_starter'), ('inside')) as plain_category (category)
),

criterion_category as (
    select * from (values ('outside'), ('undetermined')) as criterion_category (category)
),

placed as (
    select agreement_id, person_id, concat_ws(':', reason, criterion_id) as category from attrition_step
    union all
    select agreement.agreement_id, null as person_id, plain_category.category
    from agreement
    cross join plain_category
    union all
    select
        agreement.agreement_id,
        null as person_id,
        criterion_category.category || ':' || criterion.criterion_id as category
    from agreement
    inner join criterion on criterion.agreement_id = agreement.agreement_id
    cross join criterion_category
),

final as (
    select
        agreement_id,
        $data_cut as data_cut,
        'exclusion' as topic,
        'all' as item,
        'all' as grouping,
        'all' as level,
        category,
        count(person_id) as n,
        false as suppressed
    from placed
    group by agreement_id, category
)

select * from final
