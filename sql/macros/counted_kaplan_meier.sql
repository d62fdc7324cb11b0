-- What kaplan_meier gives, in less time, of a table whose persons are only counted: columns stratum, time (whole) and
-- event, no entry and no weight. Only within this project; others have kaplan_meier.
-- Example: from counted_kaplan_meier('my_table')
create or replace macro counted_kaplan_meier(table_name, conf_type := 'log-log', conf_level := 0.95) as table
with
event_code as (select 1 as largest),

-- include counted_timeline.sql
,

-- include curve.sql
select * replace (time::double as time)
from curve
order by stratum, curve.time
