-- A row without a person gives every category of the whole group its zero.
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
        new_starter.person_id,
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
        new_starter.person_id,
        new_starter.year,
        'bridge' as item,
        case when index_line.is_bridge then 'yes' when not index_line.is_bridge then 'no' else 'unknown' end
            as category
    from new_starter
    inner join index_line
        on index_line.agreement_id = new_starter.agreement_id
        and index_line.person_id = new_starter.person_id
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
        'line' as topic,
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
