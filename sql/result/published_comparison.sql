-- The limits of the difference come from the limits of both sides (MOVER: Zou and Donner 2008), where the published
-- number has limits; the two groups are not the same kind of persons, so no test is made of it.
with published_value as (
    select
        agreement_id, comparator_id, measure, time_days, value, lower, upper, unit, n, n_events
    from agreement.published_value
),

agreement as (
    select agreement_id, primary_duration_variant from agreement.agreement where not is_proposal
),

estimate as (
    select agreement_id, cohort, measure, variant, time_days, estimate, lower, upper, n, n_events
    from result.estimate
    where subgroup = 'all'
),

-- One definition of ours for each measure: the agreement's own rule where there are several.
beside as (
    select
        published_value.*,
        cohort.cohort,
        estimate.variant,
        estimate.estimate as our_estimate,
        estimate.lower as our_lower,
        estimate.upper as our_upper,
        estimate.n as our_n,
        estimate.n_events as our_n_events
    from published_value
    inner join agreement on agreement.agreement_id = published_value.agreement_id
    cross join (values ('inside'), ('inside_or_undetermined')) as cohort (cohort)
    left join estimate
        on estimate.agreement_id = published_value.agreement_id
        and estimate.cohort = cohort.cohort
        and estimate.measure = published_value.measure
        and coalesce(estimate.time_days, -1) = coalesce(published_value.time_days, -1)
        and estimate.variant in ('kaplan_meier', 'reverse_kaplan_meier', agreement.primary_duration_variant)
),

final as (
    select
        agreement_id,
        $data_cut as data_cut,
        comparator_id,
        cohort,
        measure,
        time_days,
        unit,
        value as published,
        lower as published_lower,
        upper as published_upper,
        n as published_n,
        n_events as published_n_events,
        variant,
        our_estimate,
        our_lower,
        our_upper,
        our_n,
        our_n_events,
        our_estimate - value as difference,
        our_estimate - value
        - sqrt((our_estimate - our_lower) * (our_estimate - our_lower) + (upper - value) * (upper - value))
            as difference_lower,
        our_estimate - value
        + sqrt((our_upper - our_estimate) * (our_upper - our_estimate) + (value - lower) * (value - lower))
            as difference_upper,
        false as suppressed
    from beside
)

select * from final
