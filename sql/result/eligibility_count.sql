-- A row without a person gives every category of the whole group its zero.
with agreement as (
    select agreement_id from agreement.agreement where not is_proposal
),

treated_person as (
    select agreement_id, person_id, index_date, hospital_id, region_code
    from cohort.treated_person
    where starter = 'new_starter'
),

eligibility as (
    select agreement_id, person_id, verdict from cohort.eligibility
),

category as (
    select * from (values ('inside'), ('outside'), ('undetermined')) as category (category)
),

person as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        eligibility.verdict as category,
        coalesce(treated_person.hospital_id, 'unknown') as hospital,
        coalesce(treated_person.region_code, 'unknown') as region,
        cast(year(treated_person.index_date) as varchar) as year
    from treated_person
    inner join eligibility
        on eligibility.agreement_id = treated_person.agreement_id
        and eligibility.person_id = treated_person.person_id
),

placed as (
    select agreement_id, person_id, category, 'all' as grouping, 'all' as level from person
    union all
    select agreement_id, person_id, category, 'hospital' as grouping, hospital as level from person
    union all
    select agreement_id, person_id, category, 'region' as grouping, region as level from person
    union all
    select agreement_id, person_id, category, 'year' as grouping, year as level from person
    union all
    select agreement.agreement_id, null as person_id, category.category, 'all' as grouping, 'all' as level
    from agreement
    cross join category
),

final as (
    select
        agreement_id,
        $data_cut as data_cut,
        'eligibility' as topic,
        'all' as item,
        grouping,
        level,
        category,
        count(person_id) as n,
        false as suppressed
    from placed
    group by agreement_id, grouping, level, category
)

select * from final
