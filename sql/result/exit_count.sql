-- A row without a person gives every category of the whole group its zero.
with agreement as (
    select agreement_id from agreement.agreement where not is_proposal and stop_date <= $data_cut
),

exit_status as (
    select agreement_id, person_id, status, hospital_id, region_code from outcome.exit_status
),

answered as (
    select
        agreement_id,
        person_id,
        coalesce(hospital_id, 'unknown') as hospital,
        coalesce(region_code, 'unknown') as region,
        'all' as item,
        status as category
    from exit_status
),

possible as (
    select agreement.agreement_id, category.item, category.category
    from agreement
    cross join (
        values
            ('all', 'on_treatment'),
            ('all', 'new_start'),
            ('all', 'stopped_before'),
            ('all', 'not_known')
    ) as category (item, category)
),

placed as (
    select agreement_id, item, person_id, category, 'all' as grouping, 'all' as level from answered
    union all
    select agreement_id, item, person_id, category, 'hospital' as grouping, hospital as level from answered
    union all
    select agreement_id, item, person_id, category, 'region' as grouping, region as level from answered
    union all
    select agreement_id, item, null as person_id, category, 'all' as grouping, 'all' as level from possible
),

final as (
    select
        agreement_id,
        $data_cut as data_cut,
        'exit' as topic,
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
