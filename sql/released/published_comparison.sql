-- Ours leaves where it has left among the estimates, with the counts that have left there.
with published_comparison as (
    select * from result.published_comparison
),

estimate as (
    select agreement_id, cohort, measure, variant, time_days, n, n_events
    from released.estimate
    where subgroup = 'all' and not suppressed
),

beside as (
    select
        published_comparison.*,
        estimate.agreement_id is not null as has_left,
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
        case when has_left then our_estimate end as our_estimate,
        case when has_left then our_lower end as our_lower,
        case when has_left then our_upper end as our_upper,
        released_n as our_n,
        released_n_events as our_n_events,
        case when has_left then difference end as difference,
        case when has_left then difference_lower end as difference_lower,
        case when has_left then difference_upper end as difference_upper,
        variant is not null and not has_left as suppressed
    from beside
)

select * from final
