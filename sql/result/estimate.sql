with survival_estimate as (
    select * from result.survival_estimate
),

cost_estimate as (
    select * from result.cost_estimate
),

share_estimate as (
    select * from result.share_estimate
),

final as (
    select * from survival_estimate
    union all
    select * from cost_estimate
    union all
    select * from share_estimate
)

select * from final
