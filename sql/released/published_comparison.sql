-- Ours leaves where it has left among the estimates, as rounded as there, with the counts that have left there; a
-- difference from what is published is as rounded, or it would tell ours to more digits.
with published_comparison as (
    select * from result.published_comparison
),

estimate as (
    select agreement_id, cohort, measure, variant, time_days, estimate, lower, upper, rounded_to, n, n_events
    from released.estimate
    where subgroup = 'all' and not suppressed
),

beside as (
    select
        published_comparison.*,
        estimate.agreement_id is not null as has_left,
        estimate.rounded_to,
        estimate.estimate as released_estimate,
        estimate.lower as released_lower,
        estimate.upper as released_upper,
        estimate.n as released_n,
        estimate.n_events as released_n_events
    from published_comparison
    left join estimate
        on estimate.agreement_id = published_comparison.agreement_id
        and estimate.cohort = published_comparison.cohort
        and estimate.measure = published_comparison.measure
        and estimate.variant = published_comparison.variant
        and coalesce(estimate.time_days, -1) = coalesce(published_comparison.time_days, -1)
),

final as (
    select
        agreement_id,
        data_cut,
        comparator_id,
        cohort,
        measure,
        time_days,
        unit,
        published,
        published_lower,
        published_upper,
        published_n,
        published_n_events,
        variant,
        released_estimate as our_estimate,
        released_lower as our_lower,
        released_upper as our_upper,
        released_n as our_n,
        released_n_events as our_n_events,
        round(released_estimate - published, 6) as difference,
        case
            when released_lower is not null
                then coalesce(round(floor(difference_lower / rounded_to + 0.5) * rounded_to, 6), difference_lower)
        end as difference_lower,
        case
            when released_upper is not null
                then coalesce(round(floor(difference_upper / rounded_to + 0.5) * rounded_to, 6), difference_upper)
        end as difference_upper,
        variant is not null and not has_left as suppressed
    from beside
)

select * from final
