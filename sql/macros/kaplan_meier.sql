-- Kaplan-Meier curve of a table with columns stratum, time, event (0 or 1) and, if wanted, entry and weight.
-- One row per stratum and time: numbers at risk, with event and censored, survival, its standard error and limits.
-- Example: from kaplan_meier('my_table', conf_type := 'log-log', conf_level := 0.95)
create or replace macro kaplan_meier(table_name, conf_type := 'log-log', conf_level := 0.95) as table
with
event_code as (select 1 as largest),

-- include timeline.sql
,

-- include curve.sql
select *
from curve
order by stratum, time
