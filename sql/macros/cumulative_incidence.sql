-- Cumulative incidence of competing causes (Aalen-Johansen): columns stratum, time, event (0: censored; 1, 2, ...: the
-- cause) and, if wanted, entry and weight. One row per stratum, cause and time: numbers at risk, with this cause and
-- censored, the probability of having had this cause first, its standard error and limits.
-- Example: from cumulative_incidence('my_table', conf_type := 'log', conf_level := 0.95)
create or replace macro cumulative_incidence(table_name, conf_type := 'log', conf_level := 0.95) as table
with
event_code as (select 2147483647 as largest),

-- include timeline.sql
,

-- include incidence.sql
select *
from incidence
order by stratum, cause, time
