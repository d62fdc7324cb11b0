-- Somebody has a cause although nothing ended the time, none although something did, at another time, or is missing:
-- incidences and the survival without any cause would not add up to one.
with competing_event as (
    select agreement_id, cohort, subgroup, level, measure, variant, person_id, time_days, cause is not null as is_event
    from outcome.competing_event
    where measure in ('end_of_treatment', 'next_treatment')
),

group_member as (
    select agreement_id, cohort, subgroup, level, person_id from cohort.group_member
),

treatment_duration as (
    select agreement_id, person_id, variant, time_days, is_event from outcome.treatment_duration
),

time_to_next_treatment as (
    select agreement_id, person_id, time_days, is_event from outcome.time_to_next_treatment
),

ended as (
    select agreement_id, person_id, 'end_of_treatment' as measure, variant, time_days, is_event
    from treatment_duration
    union all
    select agreement_id, person_id, 'next_treatment' as measure, 'new_line' as variant, time_days, is_event
    from time_to_next_treatment
),

expected as (
    select group_member.cohort, group_member.subgroup, group_member.level, ended.*
    from group_member
    inner join ended
        on ended.agreement_id = group_member.agreement_id and ended.person_id = group_member.person_id
)

select
    coalesce(competing_event.agreement_id, expected.agreement_id) as agreement_id,
    coalesce(competing_event.measure, expected.measure) as measure,
    coalesce(competing_event.variant, expected.variant) as variant,
    count(*) as n_persons
from competing_event
full join expected
    on expected.agreement_id = competing_event.agreement_id
    and expected.cohort = competing_event.cohort
    and expected.subgroup = competing_event.subgroup
    and expected.level = competing_event.level
    and expected.measure = competing_event.measure
    and expected.variant = competing_event.variant
    and expected.person_id = competing_event.person_id
where
    competing_event.is_event is distinct from expected.is_event
    or competing_event.time_days is distinct from expected.time_days
group by
    coalesce(competing_event.agreement_id, expected.agreement_id),
    coalesce(competing_event.measure, expected.measure),
    coalesce(competing_event.variant, expected.variant)
