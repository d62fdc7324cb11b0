with agreement as (
    select agreement_id from agreement.agreement where not is_proposal and stop_date <= $data_cut
),

exit_status as (
    select agreement_id, person_id, status, hospital_id, region_code from outcome.exit_status
),

answered as (
    select
        agreement_id,
        coalesce(hospital_id, 'unknown') as hospital,
        coalesce(region_code, 'unknown') as region,
        'all' as item,
        status as category
    from exit_status
),

counted as (
    select agreement_id, item, 'all' as grouping, 'all' as level, category, count(*) as n
    from answered
    group by agreement_id, item, category
    union all
    select agreement_id, item, 'hospital' as grouping, hospital as level, category, count(*) as n
    from answered
    group by agreement_id, item, hospital, category
    union all
    select agreement_id, item, 'region' as grouping, region as level, category, count(*) as n
    from answered
    group by agreement_id, item, region, category
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

final as (
    select
        possible.agreement_id,
        $data_cut as data_cut,
        'exit' as topic,
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
        agreement_id, $data_cut as data_cut, 'exit' as topic, item, grouping, level, category, n, false as suppressed
    from counted
    where grouping <> 'all'
)

select * from final
