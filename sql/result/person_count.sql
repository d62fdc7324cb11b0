with eligibility_count as (
    select * from result.eligibility_count
),

criterion_count as (
    select * from result.criterion_count
),

exclusion_count as (
    select * from result.exclusion_count
),

uptake_count as (
    select * from result.uptake_count
),

testing_count as (
    select * from result.testing_count
),

attribution_count as (
    select * from result.attribution_count
),

line_count as (
    select * from result.line_count
),

context_count as (
    select * from result.context_count
),

stop_rule_count as (
    select * from result.stop_rule_count
),

exit_count as (
    select * from result.exit_count
),

final as (
    select * from eligibility_count
    union all
    select * from criterion_count
    union all
    select * from exclusion_count
    union all
    select * from uptake_count
    union all
    select * from testing_count
    union all
    select * from attribution_count
    union all
    select * from line_count
    union all
    select * from context_count
    union all
    select * from stop_rule_count
    union all
    select * from exit_count
)

select * from final
