-- Ratios are made only where both groups of every level have ten events. They leave where the ratio of the whole does,
-- to the second decimal: with all its digits a ratio is the mark of the persons whom it is of.
with comparison_subgroup as (
    select * from result.comparison_subgroup where cohort = 'compared'
),

estimate as (
    select agreement_id, cohort, level as comparator_id, suppressed
    from released.estimate
    where subgroup = 'comparator' and measure = 'hazard_ratio' and variant <> 'unadjusted'
),

final as (
    select
        comparison_subgroup.agreement_id,
        comparison_subgroup.data_cut,
        comparison_subgroup.comparator_id,
        comparison_subgroup.cohort,
        comparison_subgroup.subgroup,
        comparison_subgroup.level,
        cast(null as bigint) as n_treated,
        cast(null as bigint) as n_comparators,
        cast(null as bigint) as fewest_events,
        case when not estimate.suppressed then round(comparison_subgroup.hazard_ratio, 2) end as hazard_ratio,
        case when not estimate.suppressed then round(comparison_subgroup.lower, 2) end as lower,
        case when not estimate.suppressed then round(comparison_subgroup.upper, 2) end as upper,
        comparison_subgroup.n_levels,
        cast(null as double) as chi_square,
        comparison_subgroup.degrees_of_freedom,
        case when not estimate.suppressed then round(comparison_subgroup.p_value, 3) end as p_value,
        comparison_subgroup.n_tests,
        estimate.suppressed and comparison_subgroup.hazard_ratio is not null as suppressed
    from comparison_subgroup
    inner join estimate
        on estimate.agreement_id = comparison_subgroup.agreement_id
        and estimate.cohort = comparison_subgroup.cohort
        and estimate.comparator_id = comparison_subgroup.comparator_id
)

select * from final
