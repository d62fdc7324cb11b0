-- A p-value is made only where every level has at least ten events; it leaves for the cohort whose counts leave.
with subgroup_test as (
    select * from result.subgroup_test where cohort = 'inside'
),

final as (
    select
        agreement_id,
        data_cut,
        cohort,
        subgroup,
        measure,
        variant,
        n_levels,
        cast(null as bigint) as n,
        cast(null as bigint) as n_events,
        cast(null as bigint) as fewest_events,
        cast(null as double) as chi_square,
        degrees_of_freedom,
        p_value,
        n_tests,
        p_value_corrected,
        suppressed
    from subgroup_test
)

select * from final
