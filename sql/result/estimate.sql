with survival_estimate as (
    select * from result.survival_estimate
),

cost_estimate as (
    select * from result.cost_estimate
),

share_estimate as (
    select * from result.share_estimate
),

use_estimate as (
    select * from result.use_estimate
),

final as (
    select * from survival_estimate
    union all
    select * from cost_estimate
    union all
    select * from share_estimate
    union all
    select * from use_estimate
)

select * from final
