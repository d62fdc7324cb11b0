-- Included after setting.sql: `instant`, one row per stratum and time at which somebody enters or leaves. Nearly equal
-- times are one time, as in R's survival.
person as not materialized (
    -- To enter at time zero is to be observed from the start.
    select
        stratum,
        case when entry > 0 then entry end as entry,
        time,
        least(event, 1) as event,
        event::integer as cause,
        coalesce(weight, 1) as weight
    from subject
    cross join setting
    where coalesce(weight, 1) > 0
),

departed as (
    select
        stratum,
        time as moment,
        sum(weight * event) as n_event,
        sum(weight * (1 - event)) as n_censor
    from person
    group by stratum, time
),

entered as (
    select
        stratum,
        entry as moment,
        sum(weight) as n_enter
    from person
    where entry is not null
    group by stratum, entry
),

neighbour as (
    -- As R's timefix: a time within 1.49e-8 (absolute, or relative to the mean) of the one before is the same time.
    select
        stratum,
        moment,
        coalesce(
            moment - lag(moment) over (partition by stratum order by moment)
            <= 1.4901161193847656e-8 * greatest(1, avg(moment) over (partition by stratum)), false
        ) as is_same
    from (
        -- Asked of each part: where all times are whole nothing is gathered only to be thrown away.
        select stratum, moment from departed inner join setting on not setting.is_whole
        union
        select stratum, moment from entered inner join setting on not setting.is_whole
    )
),

same_time as (
    -- The moments that are the same time as an earlier one; usually none.
    select
        stratum,
        moment,
        time
    from (
        select *, max(case when not is_same then moment end) over (partition by stratum order by moment) as time
        from neighbour
        where stratum in (select stratum from neighbour where is_same)
    )
    where is_same
),

instant as (
    -- Where nobody enters late and no two moments are the same time, those who leave are counted already.
    select stratum, moment as time, n_event, n_censor, 0.0 as n_enter
    from departed
    where not exists (from entered) and not exists (from same_time)
    union all
    select stratum, coalesce(same_time.time, moment) as time, sum(n_event), sum(n_censor), sum(n_enter)
    from (
        select stratum, moment, n_event, n_censor, 0.0 as n_enter from departed
        union all
        select stratum, moment, 0.0, 0.0, n_enter from entered
    )
    left join same_time using (stratum, moment)
    where exists (from entered) or exists (from same_time)
    group by all
)
