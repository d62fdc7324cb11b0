-- Each branch of the union is one measure: who had which cause first, and who had none when follow-up ended.
with group_member as (
    select agreement_id, cohort, subgroup, level, person_id from cohort.group_member
),

treatment_duration as (
    select agreement_id, person_id, variant, time_days, is_event, end_reason from outcome.treatment_duration
),

time_to_next_treatment as (
    select agreement_id, person_id, time_days, is_event, end_reason from outcome.time_to_next_treatment
),

first_event as (
    select
        agreement_id,
        person_id,
        'end_of_treatment' as measure,
        variant,
        time_days,
        case when is_event then end_reason end as cause
    from treatment_duration
    union all
    select
        agreement_id,
        person_id,
        'next_treatment' as measure,
        'new_line' as variant,
        time_days,
        case when is_event then end_reason end as cause
    from time_to_next_treatment
),

final as (
    select
        group_member.agreement_id,
        group_member.cohort,
        group_member.subgroup,
        group_member.level,
        first_event.measure,
        first_event.variant,
        group_member.person_id,
        first_event.time_days,
        first_event.cause
    from group_member
    inner join first_event
        on first_event.agreement_id = group_member.agreement_id
        and first_event.person_id = group_member.person_id
)

select * from final
