-- A row without a person gives every category of the whole group its zero.
with disease_register as (
    select agreement_id from cohort.disease_register where names_diagnosis
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'biomarker'
),

marker_testing as (
    select agreement_id, criterion_id, person_id, diagnosis_date, region_code, is_tested from cohort.marker_testing
),

category as (
    select * from (values ('tested'), ('not_recorded')) as category (category)
),

person as (
    select
        agreement_id,
        person_id,
        criterion_id as item,
        case when is_tested then 'tested' else 'not_recorded' end as category,
        coalesce(region_code, 'unknown') as region,
        cast(year(diagnosis_date) as varchar) as year
    from marker_testing
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
        criterion.criterion_id as item,
        null as person_id,
        category.category,
        'all' as grouping,
        'all' as level
    from disease_register
    inner join criterion on criterion.agreement_id = disease_register.agreement_id
    cross join category
),

final as (
    select
        agreement_id,
        $data_cut as data_cut,
        'testing' as topic,
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
