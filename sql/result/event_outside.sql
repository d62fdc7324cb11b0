-- Whose event the time to a next treatment does not see by that day: registers are known to different days, and a rule
-- of treatment end may place the end before the death. A death is looked for there as any event, a cause as the same.
with group_member as (
    select agreement_id, person_id from cohort.group_member where cohort = 'inside' and subgroup = 'all'
),

overall_survival as (
    select agreement_id, person_id, time_days from outcome.overall_survival where starter = 'new_starter' and is_event
),

treatment_duration as (
    select agreement_id, person_id, variant, time_days, end_reason
    from outcome.treatment_duration
    where is_event and end_reason in ('death', 'next_line')
),

next_treatment as (
    select agreement_id, person_id, time_days, end_reason from outcome.time_to_next_treatment where is_event
),

event as (
    select
        agreement_id,
        person_id,
        time_days,
        'overall_survival' as measure,
        'kaplan_meier' as variant,
        'death' as cause,
        null as seen_as
    from overall_survival
    union all
    select
        agreement_id,
        person_id,
        time_days,
        'treatment_duration' as measure,
        variant,
        end_reason as cause,
        end_reason as seen_as
    from treatment_duration
),

final as (
    select
        event.agreement_id,
        event.measure,
        event.variant,
        event.cause,
        count(*) as n_events,
        count(*) filter (where next_treatment.person_id is null) as n_outside
    from event
    inner join group_member
        on group_member.agreement_id = event.agreement_id
        and group_member.person_id = event.person_id
    left join next_treatment
        on next_treatment.agreement_id = event.agreement_id
        and next_treatment.person_id = event.person_id
        and next_treatment.time_days <= event.time_days
        and (event.seen_as is null or next_treatment.end_reason = event.seen_as)
    group by event.agreement_id, event.measure, event.variant, event.cause
)

select * from final
