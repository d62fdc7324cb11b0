-- Time by which the share q (one or a list) has had the event, as survival_quantile gives it, but from curves that are
-- there already: a table made by kaplan_meier. Limits are of the kind that the curves have.
-- Example: from curve_quantile('my_table', 0.5)
create or replace macro curve_quantile(table_name, q) as table
with
curve as (from query_table(table_name)),

-- include quantile.sql
select *
from quantile
order by quantile.stratum, quantile.q
