-- Survival at one time or a list of times, from a table as for kaplan_meier.
-- n_event counts the events since the time listed before.
-- Beyond the last observed time survival is missing, never carried forward, unless nobody was left to follow (S = 0).
-- Example: from survival_at('my_table', [183, 365])
create or replace macro survival_at(table_name, times, conf_type := 'log-log', conf_level := 0.95) as table
with
event_code as (select 1 as largest),

-- include timeline.sql
,

-- include curve.sql
,

-- include asked_times.sql
,

cumulative as (
    select
        *,
        sum(n_event) over (partition by stratum order by time) as n_event_so_far
    from curve
)

select
    asked_of.stratum,
    asked_of.time,
    coalesce(timeline.n_risk, 0) as n_risk,
    coalesce(n_event_so_far, 0)
    - coalesce(lag(n_event_so_far) over (partition by asked_of.stratum order by asked_of.time), 0) as n_event,
    case when place = 'beyond' then null else coalesce(cumulative.survival, 1) end as survival,
    case when place = 'within' then case when cumulative.stratum is null then 0 else cumulative.std_err end end
        as std_err,
    case when place = 'within' then case when cumulative.stratum is null then 1 else cumulative.lower end end
        as lower,
    case when place = 'within' then case when cumulative.stratum is null then 1 else cumulative.upper end end
        as upper
from asked_of
asof left join cumulative on asked_of.stratum = cumulative.stratum and asked_of.latest >= cumulative.time
asof left join timeline on asked_of.stratum = timeline.stratum and asked_of.earliest <= timeline.time
order by asked_of.stratum, asked_of.time
