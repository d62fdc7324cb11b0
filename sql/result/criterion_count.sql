-- A row without a person gives every category of the whole group its zero.
with agreement as (
    select agreement_id from agreement.agreement where not is_proposal
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion
),

treated_person as (
    select agreement_id, person_id, index_date, hospital_id
    from cohort.treated_person
    where starter = 'new_starter'
),

criterion_verdict as (
    select agreement_id, criterion_id, person_id, verdict from cohort.criterion_verdict
),

category as (
    select * from (values ('met'), ('not_met'), ('unknown')) as category (category)
),

person as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        criterion_verdict.criterion_id as item,
        criterion_verdict.verdict as category,
        coalesce(treated_person.hospital_id, 'unknown') as hospital,
        cast(year(treated_person.index_date) as varchar) as year
    from treated_person
    inner join criterion_verdict
        on criterion_verdict.agreement_id = treated_person.agreement_id
        and criterion_verdict.person_id = treated_person.person_id
),

placed as (
    select agreement_id, item, person_id, category, 'all' as grouping, 'all' as level from person
    union all
    select agreement_id, item, person_id, category, 'hospital' as grouping, hospital as level from person
    union all
    select agreement_id, item, person_id, category, 'year' as grouping, year as level from person
    union all
    select
        agreement.agreement_id,
        criterion.criterion_id as item,
        null as person_id,
        category.category,
        'all' as grouping,
        'all' as level
    from agreement
    inner join criterion on criterion.agreement_id = agreement.agreement_id
    cross join category
),

final as (
    select
        agreement_id,
        $data_cut as data_cut,
        'criterion' as topic,
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
