-- Nobody is known to be treated where the treatment's register has delivered nothing: no count, not a zero.
with observed_agreement as (
    select agreement_id, has_treatment, has_disease from cohort.observed_agreement
),

eligibility_count as (
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

stop_reason_count as (
    select * from result.stop_reason_count
),

exit_count as (
    select * from result.exit_count
),

contradiction_count as (
    select * from result.contradiction_count
),

counted as (
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
    select * from stop_reason_count
    union all
    select * from exit_count
    union all
    select * from contradiction_count
),

final as (
    select counted.*
    from counted
    inner join observed_agreement on observed_agreement.agreement_id = counted.agreement_id
    where
        (observed_agreement.has_treatment or counted.topic = 'testing')
        and (observed_agreement.has_disease or counted.topic not in ('uptake', 'testing'))
)

select * from final
