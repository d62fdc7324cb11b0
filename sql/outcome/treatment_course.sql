-- The course ends with the first record whose coverage is followed by more than the permitted gap, or by nothing.
with exposure_coverage as (
    select agreement_id, person_id, sequence_number, exposure_date, coverage_end from outcome.exposure_coverage
),

duration_rule as (
    select agreement_id, variant, permitted_gap_days from agreement.duration_rule
),

with_gap as (
    select
        *,
        date_diff(
            'day',
            coverage_end,
            lead(exposure_date) over (partition by agreement_id, person_id order by sequence_number)
        ) as gap_days,
        min(exposure_date) over (partition by agreement_id, person_id) as course_start
    from exposure_coverage
),

possible_end as (
    select
        with_gap.*,
        duration_rule.variant,
        row_number() over (
            partition by with_gap.agreement_id, with_gap.person_id, duration_rule.variant
            order by with_gap.sequence_number
        ) as place
    from with_gap
    inner join duration_rule
        on duration_rule.agreement_id = with_gap.agreement_id
        and coalesce(with_gap.gap_days > duration_rule.permitted_gap_days, true)
),

final as (
    select
        agreement_id,
        person_id,
        variant,
        course_start,
        exposure_date as last_exposure_date,
        coverage_end,
        sequence_number as n_exposures
    from possible_end
    where place = 1
)

select * from final
