-- The verdict is given even where the number behind it is withheld: it does not tell how many persons.
with assessment as (
    select * from result.assessment
),

estimate as (
    select agreement_id, cohort, measure, variant, time_days, subgroup, suppressed from released.estimate
),

final as (
    select
        assessment.agreement_id,
        assessment.data_cut,
        assessment.assumption_id,
        assessment.measure,
        assessment.variant,
        assessment.cohort,
        assessment.time_days,
        assessment.unit,
        assessment.assumed,
        assessment.assumed_lower,
        assessment.assumed_upper,
        case when not estimate.suppressed then assessment.observed end as observed,
        case when not estimate.suppressed then assessment.observed_lower end as observed_lower,
        case when not estimate.suppressed then assessment.observed_upper end as observed_upper,
        assessment.rule,
        assessment.margin,
        assessment.verdict,
        assessment.binding,
        coalesce(estimate.suppressed, false) as suppressed
    from assessment
    left join estimate
        on estimate.agreement_id = assessment.agreement_id
        and estimate.cohort = assessment.cohort
        and estimate.measure = assessment.measure
        and estimate.variant = assessment.variant
        and estimate.subgroup = 'all'
        and estimate.time_days is not distinct from assessment.time_days
)

select * from final
