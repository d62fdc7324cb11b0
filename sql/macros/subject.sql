-- Included by every macro of this folder: the rows of the table, and `fault`, what is wrong with them. The estimator
-- reads them only when nothing is. `event_code` before it holds the largest event the macro knows: 1, or any cause.
subject as (
    -- `entry` and `weight` are optional: the empty row supplies the columns where the table lacks them.
    select
        stratum,
        try_cast(time as double) as time,
        try_cast(event as double) as event,
        try_cast(entry as double) as entry,
        try_cast(weight as double) as weight
    from (
        select * from query_table(table_name)
        union all by name
        select null::double as entry, null::double as weight where false
    )
),

fault as (
    select
        concat_ws('; ',
            case when count_if(stratum is null) > 0
                then format('column stratum: missing in {} rows', count_if(stratum is null)) end,
            case when count_if(time is null or not isfinite(time) or time < 0) > 0
                then format('column time: missing, infinite or negative in {} rows',
                    count_if(time is null or not isfinite(time) or time < 0)) end,
            case when count_if(is_unknown_event) > 0
                then format('column event: not {} in {} rows',
                    case when any_value(largest) = 1 then '0 or 1' else '0, 1, 2 or another whole number' end,
                    count_if(is_unknown_event)) end,
            case when count_if(not isfinite(entry)) > 0
                then format('column entry: infinite in {} rows', count_if(not isfinite(entry))) end,
            case when count_if(is_entry_late) > 0
                then format('column entry: not before time in {} rows', count_if(is_entry_late)) end,
            case when count(weight) > 0 and count_if(weight is null or not isfinite(weight) or weight < 0) > 0
                then format('column weight: missing, infinite or negative in {} rows',
                    count_if(weight is null or not isfinite(weight) or weight < 0)) end
        ) as message,
        coalesce(bool_or(weight <> floor(weight)), false) as is_robust,
        -- Whole times, not so many that R's tolerance reaches from one to the next: different times are different.
        coalesce(
            bool_and(time = floor(time) and (entry is null or entry = floor(entry)))
            and max(time) * 1.4901161193847656e-8 < 1, true
        ) as is_whole,
        is_whole and count(entry) = 0 and count(weight) = 0 as is_counted
    from (
        select
            *,
            event is null or event not between 0 and largest or event <> floor(event) as is_unknown_event,
            case when isfinite(entry) then time - entry < 1.5e-8 * greatest(1, time) end as is_entry_late
        from subject
        cross join event_code
    )
)
