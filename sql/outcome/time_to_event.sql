with group_member as (
    select agreement_id, cohort, subgroup, level, person_id from cohort.group_member
),

overall_survival as (
    select agreement_id, person_id, starter, entry_days, time_days, is_event, end_reason
    from outcome.overall_survival
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

-- Soon after their first dose hardly any earlier starter was under observation: whoever began long before the agreement
-- had to live until it. Their survival is told from a year after the first dose.
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
    where starter = 'new_starter'
    union all
    select
        agreement_id,
        person_id,
        'overall_survival' as measure,
        'landmark_365' as variant,
        greatest(entry_days, 365) as entry_days,
        time_days,
        is_event,
        end_reason
    from overall_survival
    where starter = 'earlier_starter' and time_days > 365
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
