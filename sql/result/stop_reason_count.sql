with agreement as (
    select agreement_id from agreement.agreement where not is_proposal
),

new_starter as (
    select agreement_id, person_id, cast(year(index_date) as varchar) as year
    from cohort.treated_person
    where starter = 'new_starter'
),

stop_reason as (
    select agreement_id, person_id, reason from outcome.stop_reason
),

answered as (
    select new_starter.agreement_id, new_starter.year, stop_reason.reason as category
    from new_starter
    inner join stop_reason
        on stop_reason.agreement_id = new_starter.agreement_id
        and stop_reason.person_id = new_starter.person_id
),

counted as (
    select agreement_id, 'all' as grouping, 'all' as level, category, count(*) as n
    from answered
    group by agreement_id, category
    union all
    select agreement_id, 'year' as grouping, year as level, category, count(*) as n
    from answered
    group by agreement_id, year, category
),

possible as (
    select agreement.agreement_id, category.category
    from agreement
    cross join (
        values
            ('death'), ('progression'), ('transplant'), ('next_line'), ('not_recorded'), ('on_treatment'), ('not_known')
    ) as category (category)
),

final as (
    select
        possible.agreement_id,
        $data_cut as data_cut,
        'stop_reason' as topic,
        'all' as item,
        'all' as grouping,
        'all' as level,
        possible.category,
        coalesce(counted.n, 0) as n,
        false as suppressed
    from possible
    left join counted
        on counted.agreement_id = possible.agreement_id
        and counted.category = possible.category
        and counted.grouping = 'all'
    union all
    select
        agreement_id,
        $data_cut as data_cut,
        'stop_reason' as topic,
        'all' as item,
        grouping,
        level,
        category,
        n,
        false as suppressed
    from counted
    where grouping <> 'all'
)

select * from final
