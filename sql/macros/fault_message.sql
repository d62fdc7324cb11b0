-- What is wrong with a table for the macros of this folder; empty if nothing is. Not installed for others: Python asks
-- it for methods that are not SQL (log-rank test, landmark).
-- Example: from fault_message('my_table', 1)
create or replace macro fault_message(table_name, largest_event) as table
with
event_code as (select largest_event as largest),

-- include subject.sql
select message
from fault
