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

-- include quantile.sql
select *
from quantile
order by quantile.stratum, quantile.q
