-- A register is complete from the first to the latest date that any of its deliveries in use declares.
with delivery as (
    select register, received, period_from, complete_to, n_rows, n_quarantined from raw.delivery where is_used
),

final as (
    select
        register,
        cast(count(*) as integer) as n_deliveries,
        min(period_from) as complete_from,
        max(complete_to) as complete_to,
        max(received) as last_received,
        cast(sum(n_rows) as bigint) as n_rows,
        cast(sum(n_quarantined) as bigint) as n_quarantined
    from delivery
    group by register
)

select * from final
