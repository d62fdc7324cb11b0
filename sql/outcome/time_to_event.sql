with group_member as (
    select agreement_id, cohort, subgroup, level, person_id from cohort.group_member
),

overall_survival as (
    select agreement_id, person_id, entry_days, time_days, is_event, end_reason from outcome.overall_survival
),

survival_sensitivity as (
    select agreement_id, person_id, variant, entry_days, time_days, is_event, end_reason
    from outcome.survival_sensitivity
),

treatment_duration as (
    select agreement_id, person_id, variant, time_days, is_event, end_reason from outcome.treatment_duration
),

time_to_next_treatment as (
    select agreement_id, person_id, time_days, is_event, end_reason from outcome.time_to_next_treatment
),

times as (
    select
        agreement_id,
        person_id,
        'overall_survival' as measure,
        'kaplan_meier' as variant,
        entry_days,
        time_days,
        is_event,
        end_reason
    from overall_survival
    union all
    select
        agreement_id,
        person_id,
        'overall_survival' as measure,
        variant,
        entry_days,
        time_days,
        is_event,
        end_reason
    from survival_sensitivity
    union all
    select
        agreement_id,
        person_id,
        'treatment_duration' as measure,
        variant,
        0 as entry_days,
        time_days,
        is_event,
        end_reason
    from treatment_duration
    union all
    select
        agreement_id,
        person_id,
        'time_to_next_treatment' as measure,
        'new_line' as variant,
        0 as entry_days,
        time_days,
        is_event,
        end_reason
    from time_to_next_treatment
),

final as (
    select
        group_member.agreement_id,
        group_member.cohort,
        group_member.subgroup,
        group_member.level,
        times.measure,
        times.variant,
        group_member.person_id,
        times.entry_days,
        times.time_days,
        times.is_event,
        times.end_reason
    from group_member
    inner join times
        on times.agreement_id = group_member.agreement_id and times.person_id = group_member.person_id
)

select * from final
