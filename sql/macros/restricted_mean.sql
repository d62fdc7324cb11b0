-- Restricted mean: the area under the Kaplan-Meier curve from 0 to tau (one or a list), a table as for kaplan_meier.
-- Missing where follow-up ends before tau and somebody was left (S > 0): the curve is never carried forward.
-- Example: from restricted_mean('my_table', 730)
create or replace macro restricted_mean(table_name, tau, conf_level := 0.95) as table
with
event_code as (select 1 as largest),

-- include timeline.sql
,

asked as (
    select distinct
        case when horizon > 0 and isfinite(horizon) then horizon
            else error('tau must be finite and positive') end as horizon
    from (select unnest([tau], recursive := true)::double as horizon)
),

step as (
    select stratum, time, survival, variance_step, n_left from timeline
    union all
    select distinct stratum, -1.0, 1.0, 0.0, null from timeline
),

piece as (
    select
        step.*,
        asked.horizon,
        survival * greatest(0, least(
            coalesce(lead(time) over (partition by stratum, asked.horizon order by time), asked.horizon), asked.horizon
        ) - greatest(time, 0)) as area
    from step
    cross join asked
),

remaining as (
    -- area_left: from this time to horizon. An event at this time moves the mean by that much.
    select
        *,
        sum(area) over (partition by stratum, horizon order by time desc) as area_left
    from piece
),

effect as (
    select
        *,
        sum(area_left * coalesce(variance_step, 0)) over (partition by stratum, horizon order by time) as area_hazard
    from remaining
),

robust_variance as (
    -- As Greenwood's below, but from each person's influence on the mean, for non-integer weights.
    select
        influence.stratum,
        gone.horizon,
        sum((weight * (
            gone.area_hazard - coalesce(entered.area_hazard, 0)
            - influence.event * coalesce(gone.area_left / nullif(gone.n_left, 0), 0)
        )) ** 2) as variance
    from influence
    inner join effect as gone on influence.stratum = gone.stratum and influence.time = gone.time
    left join effect as entered
        on influence.stratum = entered.stratum and influence.entry = entered.time and gone.horizon = entered.horizon
    group by influence.stratum, gone.horizon
),

summary as (
    select
        stratum,
        horizon,
        sum(area) as estimate,
        sum(area_left ** 2 * coalesce(variance_step, 0)) as variance,
        max(time) >= horizon - 1.5e-8 or min(survival) = 0 as is_followed
    from effect
    group by stratum, horizon
)

select
    stratum,
    horizon as tau,
    case when is_followed then estimate end as estimate,
    case when is_followed then std_err end as std_err,
    case when is_followed then greatest(estimate - z * std_err, 0) end as lower,
    case when is_followed then least(estimate + z * std_err, horizon) end as upper
from (
    select summary.*, z, sqrt(case when is_robust then robust_variance.variance else summary.variance end) as std_err
    from summary
    cross join setting
    left join robust_variance using (stratum, horizon)
)
order by stratum, horizon
