-- The verdict is given even where the number behind it is withheld: it does not tell how many persons.
with assessment as (
    select * from result.assessment
),

estimate as (
    select agreement_id, cohort, measure, variant, time_days, subgroup, suppressed from released.estimate
),

-- The limits of a share count the undetermined, so they leave only where the undetermined do.
undetermined as (
    select agreement_id, cohort, suppressed
    from released.estimate
    where measure = 'share_undetermined' and subgroup = 'all'
),

judged as (
    select
        assessment.*,
        estimate.suppressed as is_withheld,
        estimate.suppressed
        or (assessment.measure in ('share_inside', 'share_outside') and coalesce(undetermined.suppressed, false))
            as are_limits_withheld
    from assessment
    left join estimate
        on estimate.agreement_id = assessment.agreement_id
        and estimate.cohort = assessment.cohort
        and estimate.measure = assessment.measure
        and estimate.variant = assessment.variant
        and estimate.subgroup = 'all'
        and estimate.time_days is not distinct from assessment.time_days
    left join undetermined
        on undetermined.agreement_id = assessment.agreement_id
        and undetermined.cohort = assessment.cohort
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
        case when not is_withheld then observed end as observed,
        case when not are_limits_withheld then observed_lower end as observed_lower,
        case when not are_limits_withheld then observed_upper end as observed_upper,
        rule,
        margin,
        threshold,
        verdict,
        binding,
        coalesce(is_withheld, false) as suppressed
    from judged
)

select * from final
