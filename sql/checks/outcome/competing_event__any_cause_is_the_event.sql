-- Somebody has a cause where the composite has no event, at another time, or is in only one of the two: incidences
-- and the survival without any cause would not add up to one.
with competing_event as (
    select
        agreement_id,
        cohort,
        subgroup,
        level,
        case measure
            when 'end_of_treatment' then 'treatment_duration'
            when 'next_treatment' then 'time_to_next_treatment'
        end as measure,
        variant,
        person_id,
        time_days,
        cause is not null as is_event
    from outcome.competing_event
    where measure in ('end_of_treatment', 'next_treatment')
),

time_to_event as (
    select agreement_id, cohort, subgroup, level, measure, variant, person_id, time_days, is_event
    from outcome.time_to_event
    where measure in ('treatment_duration', 'time_to_next_treatment')
)

select
    coalesce(competing_event.agreement_id, time_to_event.agreement_id) as agreement_id,
    coalesce(competing_event.measure, time_to_event.measure) as measure,
    coalesce(competing_event.variant, time_to_event.variant) as variant,
    count(*) as n_persons
from competing_event
full join time_to_event
    on time_to_event.agreement_id = competing_event.agreement_id
    and time_to_event.cohort = competing_event.cohort
    and time_to_event.subgroup = competing_event.subgroup
    and time_to_event.level = competing_event.level
    and time_to_event.measure = competing_event.measure
    and time_to_event.variant = competing_event.variant
    and time_to_event.person_id = competing_event.person_id
where
    competing_event.is_event is distinct from time_to_event.is_event
    or competing_event.time_days is distinct from time_to_event.time_days
group by
    coalesce(competing_event.agreement_id, time_to_event.agreement_id),
    coalesce(competing_event.measure, time_to_event.measure),
    coalesce(competing_event.variant, time_to_event.variant)
