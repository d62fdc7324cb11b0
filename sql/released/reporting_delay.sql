with reporting_delay as (
    select * from result.reporting_delay
),

final as (
    select * from reporting_delay
)

select * from final
