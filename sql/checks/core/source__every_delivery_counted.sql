-- Deliveries in use and their registers do not add up: what the report says about its data would be wrong.
with expected as (
    select count(*) as n_deliveries, coalesce(sum(n_rows), 0) as n_rows from raw.delivery where is_used
),

found as (
    select coalesce(sum(n_deliveries), 0) as n_counted, coalesce(sum(n_rows), 0) as n_rows_counted
    from core.source
)

select n_deliveries, n_counted, n_rows, n_rows_counted
from expected
cross join found
where n_deliveries <> n_counted or n_rows <> n_rows_counted
