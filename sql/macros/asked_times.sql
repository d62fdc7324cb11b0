-- Included after timeline.sql: `asked_of`, the times asked for (one or a list) in each stratum, and where follow-up
-- stands then: `within` it, `beyond` it, or after it ended because `nobody left` could have the event (S = 0).
asked as (
    select distinct
        case when time >= 0 and isfinite(time) then time
            else error('times must be finite and not negative') end as time
    from (select unnest([times], recursive := true)::double as time)
),

stratum_end as (
    select
        stratum,
        max(time) as last_time,
        min(survival) as last_survival
    from product_limit
    where n_event + n_censor > 0
    group by stratum
),

asked_of as (
    select
        stratum,
        asked.time,
        -- A time asked for is the recorded one if it is nearly equal to it.
        asked.time + 1.5e-8 as latest,
        asked.time - 1.5e-8 as earliest,
        case when asked.time + 1.5e-8 < last_time then 'within' when last_survival = 0 then 'nobody left'
            when asked.time - 1.5e-8 > last_time then 'beyond' else 'within' end as place
    from stratum_end
    cross join asked
)
