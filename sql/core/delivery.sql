with delivery as (
    select register, delivery_id, kind, received, complete_to from raw.delivery
),

final as (
    select register, delivery_id, kind, received, complete_to from delivery
)

select * from final
