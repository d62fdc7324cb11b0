-- A p-value is made only where every level has at least ten events; it leaves for the cohort whose counts leave, to the
-- third decimal: with all its digits it is the mark of the persons whom it is of.
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
        round(p_value, 3) as p_value,
        n_tests,
        round(p_value_corrected, 3) as p_value_corrected,
        suppressed
    from subgroup_test
)

select * from final
