-- Time by which the share q (one or a list) has had the event, from a table as for kaplan_meier; q = 0.5 is the median.
-- Limits are where the confidence curves cross 1 - q. A limit or estimate that is not reached is missing.
-- Where a curve stays at exactly 1 - q, the quantile is the middle of that stretch.
-- Example: from survival_quantile('my_table', 0.5)
create or replace macro survival_quantile(table_name, q, conf_type := 'log-log', conf_level := 0.95) as table
with
event_code as (select 1 as largest),

-- include timeline.sql
,

-- include curve.sql
,

asked as (
    select distinct
        case when share > 0 and share < 1 then share else error('q must be between 0 and 1') end as share
    from (select unnest([q], recursive := true)::double as share)
),

falling as (
    -- The estimate and both limits are three falling curves of which the same is asked; they fall only at events.
    -- Flat but for rounding is flat.
    select stratum, time, 'estimate' as name, round(survival, 13) as height from curve where n_event > 0
    union all
    select stratum, time, 'lower', round(lower, 13) from curve where n_event > 0
    union all
    select stratum, time, 'upper', round(upper, 13) from curve where n_event > 0
),

crossing as (
    -- stretch_start: first time at or below 1 - q; stretch_end: first time really below it. A curve of limits may rise
    -- again; as in R the crossing is then where it comes nearest.
    select
        stratum,
        name,
        asked.share,
        max({'height': height, 'sooner': -time}) filter (where height <= 1 - asked.share + 1.4901161193847656e-8)
            as stretch_start,
        max({'height': height, 'sooner': -time}) filter (where height < 1 - asked.share - 1.4901161193847656e-8)
            as stretch_end
    from falling
    cross join asked
    group by stratum, name, asked.share
),

stratum_end as (
    select
        stratum,
        max(time) as last_time
    from curve
    group by stratum
),

quantile as (
    select
        stratum_end.stratum,
        asked.share,
        name,
        (coalesce(-stretch_end.sooner, last_time) - stretch_start.sooner) / 2 as time
    from stratum_end
    cross join asked
    left join crossing on stratum_end.stratum = crossing.stratum and asked.share = crossing.share
)

select
    stratum,
    share as q,
    max(time) filter (where name = 'estimate') as estimate,
    max(time) filter (where name = 'lower') as lower,
    max(time) filter (where name = 'upper') as upper
from quantile
group by stratum, share
order by stratum, share
