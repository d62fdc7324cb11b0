-- A row without a person gives every category of the whole group its zero.
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
    select
        new_starter.agreement_id, new_starter.person_id, new_starter.year, 'all' as item, stop_reason.reason as category
    from new_starter
    inner join stop_reason
        on stop_reason.agreement_id = new_starter.agreement_id
        and stop_reason.person_id = new_starter.person_id
),

possible as (
    select agreement.agreement_id, 'all' as item, category.category
    from agreement
    cross join (
        values
            ('death'), ('progression'), ('transplant'), ('next_line'), ('not_recorded'), ('on_treatment'), ('not_known')
    ) as category (category)
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
        'stop_reason' as topic,
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
