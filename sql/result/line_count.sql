with agreement as (
    select agreement_id from agreement.agreement where not is_proposal
),

new_starter as (
    select agreement_id, person_id, cast(year(index_date) as varchar) as year
    from cohort.treated_person
    where starter = 'new_starter'
),

treatment_history as (
    select agreement_id, person_id, n_earlier_lines, is_complete from cohort.treatment_history
),

index_line as (
    select agreement_id, person_id, is_bridge from cohort.therapy_line where is_index_line
),

answered as (
    select
        new_starter.agreement_id,
        new_starter.year,
        'line_of_index' as item,
        case
            when treatment_history.n_earlier_lines >= 2 then '3_or_later'
            when treatment_history.is_complete then cast(treatment_history.n_earlier_lines + 1 as varchar)
            else 'at_least_' || cast(treatment_history.n_earlier_lines + 1 as varchar)
        end as category
    from new_starter
    inner join treatment_history
        on treatment_history.agreement_id = new_starter.agreement_id
        and treatment_history.person_id = new_starter.person_id
    union all
    select
        new_starter.agreement_id,
        new_starter.year,
        'bridge' as item,
        case when index_line.is_bridge then 'yes' when not index_line.is_bridge then 'no' else 'unknown' end
            as category
    from new_starter
    inner join index_line
        on index_line.agreement_id = new_starter.agreement_id
        and index_line.person_id = new_starter.person_id
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
            ('line_of_index', '1'),
            ('line_of_index', '2'),
            ('line_of_index', '3_or_later'),
            ('line_of_index', 'at_least_1'),
            ('line_of_index', 'at_least_2'),
            ('bridge', 'yes'),
            ('bridge', 'no'),
            ('bridge', 'unknown')
    ) as category (item, category)
),

final as (
    select
        possible.agreement_id,
        $data_cut as data_cut,
        'line' as topic,
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
        agreement_id, $data_cut as data_cut, 'line' as topic, item, grouping, level, category, n, false as suppressed
    from counted
    where grouping <> 'all'
)

select * from final
