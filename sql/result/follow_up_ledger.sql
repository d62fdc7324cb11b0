-- Where everybody of a group is, at fixed times: still followed, or gone, and why. The states of a time add up to the
-- group. What happens on the day itself has happened.
with time_to_event as (
    select agreement_id, cohort, measure, variant, person_id, entry_days, time_days, end_reason
    from outcome.time_to_event
    where subgroup = 'all' and entry_days = 0
),

agreement as (
    select agreement_id, primary_duration_variant from agreement.agreement
),

looked_at as (
    select * from (values (183), (365), (548), (730), (1095), (1461)) as looked_at (time_days)
),

shown as (
    select time_to_event.*
    from time_to_event
    inner join agreement on agreement.agreement_id = time_to_event.agreement_id
    where time_to_event.variant in ('kaplan_meier', agreement.primary_duration_variant)
),

placed as (
    select
        shown.agreement_id,
        shown.cohort,
        shown.measure,
        shown.variant,
        looked_at.time_days,
        case when shown.time_days > looked_at.time_days then 'followed' else shown.end_reason end as state
    from shown
    cross join looked_at
),

final as (
    select
        agreement_id,
        $data_cut as data_cut,
        cohort,
        measure,
        variant,
        time_days,
        state,
        count(*) as n,
        false as suppressed
    from placed
    group by agreement_id, cohort, measure, variant, time_days, state
)

select * from final
