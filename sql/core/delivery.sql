with delivery as (
    select register, delivery_id, received, complete_to, is_used from raw.delivery
),

final as (
    select
        register,
        delivery_id,
        received,
        complete_to,
        cast(date_diff('day', complete_to, received) as integer) as lead_days,
        cast(
            date_diff(
                'day', lag(received) over (partition by register order by received, delivery_id), received
            )
        as integer) as interval_days,
        is_used
    from delivery
)

select * from final
