-- At a fixed time the incidences of all causes and the survival without any of them do not add up to one, or are not
-- known together.
with estimate as (
    select agreement_id, cohort, subgroup, level, measure, variant, time_days, estimate from result.estimate
),

of_causes as (
    select
        agreement_id,
        cohort,
        subgroup,
        level,
        case
            when measure in ('treatment_stopped', 'treatment_changed', 'death_on_treatment') then 'treatment_duration'
            else 'time_to_next_treatment'
        end as measure,
        variant,
        time_days,
        sum(estimate) as incidence,
        count(estimate) as n_known,
        count(*) as n_causes
    from estimate
    where
        measure in (
            'treatment_stopped', 'treatment_changed', 'death_on_treatment', 'next_line', 'death_before_next_line'
        )
    group by agreement_id, cohort, subgroup, level, 5, variant, time_days
)

select of_causes.agreement_id, of_causes.measure, of_causes.variant, of_causes.time_days, count(*) as n_groups
from of_causes
left join estimate as survival
    on survival.agreement_id = of_causes.agreement_id
    and survival.cohort = of_causes.cohort
    and survival.subgroup = of_causes.subgroup
    and survival.level = of_causes.level
    and survival.measure = of_causes.measure
    and survival.variant = of_causes.variant
    and survival.time_days = of_causes.time_days
where
    of_causes.n_known not in (0, of_causes.n_causes)
    or (of_causes.n_known = 0) <> (survival.estimate is null)
    or abs(of_causes.incidence + survival.estimate - 1) > 1e-9
group by of_causes.agreement_id, of_causes.measure, of_causes.variant, of_causes.time_days
