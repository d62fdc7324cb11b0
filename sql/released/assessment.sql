-- The verdict is given even where the number behind it is withheld: it does not tell how many persons. It is reached
-- from exact numbers; what was observed is told as rounded as the estimate itself.
with assessment as (
    select * from result.assessment
),

estimate as (
    select
        agreement_id, cohort, measure, variant, time_days, subgroup, estimate, lower, upper, rounded_to, suppressed
    from released.estimate
),

-- The limits of a share count those of whom it is not known, so they leave only where those do.
not_known as (
    select estimate.agreement_id, estimate.cohort, asked.measure, estimate.variant, estimate.time_days, estimate.suppressed
    from estimate
    inner join (
        values
            ('share_undetermined', 'share_inside'),
            ('share_undetermined', 'share_outside'),
            ('share_response_unknown', 'share_response_reported')
    ) as asked (unknown_measure, measure)
        on asked.unknown_measure = estimate.measure
    where estimate.subgroup = 'all'
),

judged as (
    select
        assessment.*,
        case when estimate.rounded_to is null then assessment.observed else estimate.estimate end as told,
        case when estimate.rounded_to is null then assessment.observed_lower else estimate.lower end as told_lower,
        case when estimate.rounded_to is null then assessment.observed_upper else estimate.upper end as told_upper,
        estimate.suppressed as is_withheld,
        estimate.suppressed
        or coalesce(not_known.suppressed, false) as are_limits_withheld
    from assessment
    left join estimate
        on estimate.agreement_id = assessment.agreement_id
        and estimate.cohort = assessment.cohort
        and estimate.measure = assessment.measure
        and estimate.variant = assessment.variant
        and estimate.subgroup = 'all'
        and estimate.time_days is not distinct from assessment.time_days
    left join not_known
        on not_known.agreement_id = assessment.agreement_id
        and not_known.cohort = assessment.cohort
        and not_known.measure = assessment.measure
        and not_known.variant = assessment.variant
        and not_known.time_days is not distinct from assessment.time_days
),

final as (
    select
        agreement_id,
        data_cut,
        assumption_id,
        measure,
        variant,
        cohort,
        time_days,
        unit,
        assumed,
        assumed_lower,
        assumed_upper,
        case when not is_withheld then told end as observed,
        case when not are_limits_withheld then told_lower end as observed_lower,
        case when not are_limits_withheld then told_upper end as observed_upper,
        rule,
        margin,
        threshold,
        verdict,
        binding,
        coalesce(is_withheld, false) as suppressed
    from judged
)

select * from final
