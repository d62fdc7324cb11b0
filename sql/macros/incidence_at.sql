-- Cumulative incidence at one time or a list of times, from a table as for cumulative_incidence.
-- n_event counts the events of the cause since the time listed before.
-- Beyond the last observed time it is missing, never carried forward, unless nobody was left to follow (S = 0).
-- Example: from incidence_at('my_table', [183, 365])
create or replace macro incidence_at(table_name, times, conf_type := 'log', conf_level := 0.95) as table
with
event_code as (select 2147483647 as largest),

-- include timeline.sql
,

-- include incidence.sql
,

-- include asked_times.sql
,

cumulative as (
    select
        *,
        sum(n_event) over (partition by stratum, cause order by time) as n_event_so_far
    from incidence
),

asked_of_cause as (
    select
        asked_of.*,
        cause.cause
    from asked_of
    cross join cause
)

select
    asked_of_cause.stratum,
    asked_of_cause.cause,
    asked_of_cause.time,
    coalesce(product_limit.n_risk, 0) as n_risk,
    coalesce(n_event_so_far, 0) - coalesce(
        lag(n_event_so_far) over (
            partition by asked_of_cause.stratum, asked_of_cause.cause order by asked_of_cause.time
        ), 0
    ) as n_event,
    case when place <> 'beyond' then coalesce(cumulative.incidence, 0) end as incidence,
    case when place <> 'beyond' then coalesce(cumulative.std_err, 0) end as std_err,
    case when place <> 'beyond' then cumulative.lower end as lower,
    case when place <> 'beyond' then cumulative.upper end as upper
from asked_of_cause
asof left join cumulative
    on asked_of_cause.stratum = cumulative.stratum
    and asked_of_cause.cause = cumulative.cause
    and asked_of_cause.latest >= cumulative.time
asof left join product_limit
    on asked_of_cause.stratum = product_limit.stratum and asked_of_cause.earliest <= product_limit.time
order by asked_of_cause.stratum, asked_of_cause.cause, asked_of_cause.time
