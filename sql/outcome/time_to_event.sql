with membership as (
    select agreement_id, cohort, person_id from cohort.membership
),

overall_survival as (
    select agreement_id, person_id, time_days, is_event from outcome.overall_survival
),

treatment_duration as (
    select agreement_id, person_id, variant, time_days, is_event from outcome.treatment_duration
),

times as (
    select agreement_id, person_id, 'overall_survival' as measure, 'kaplan_meier' as variant, time_days, is_event
    from overall_survival
    union all
    select agreement_id, person_id, 'treatment_duration' as measure, variant, time_days, is_event
    from treatment_duration
),

final as (
    select
        membership.agreement_id,
        membership.cohort,
        times.measure,
        times.variant,
        membership.person_id,
        times.time_days,
        times.is_event
    from membership
    inner join times
        on times.agreement_id = membership.agreement_id and times.person_id = membership.person_id
)

select * from final
