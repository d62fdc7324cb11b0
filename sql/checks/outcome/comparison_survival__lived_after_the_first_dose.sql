-- A time is longer than from the first dose to death or the end of vital status: it holds time before the drug.
with comparison_survival as (
    select agreement_id, comparator_id, arm, person_id, time_days, is_event from outcome.comparison_survival
),

comparison_person as (
    select agreement_id, comparator_id, arm, person_id, index_date from cohort.comparison_person
),

person as (
    select person_id, death_date, vital_complete_to from core.person
)

select comparison_survival.agreement_id, comparison_survival.comparator_id, count(*) as n_persons
from comparison_survival
left join comparison_person
    on comparison_person.agreement_id = comparison_survival.agreement_id
    and comparison_person.comparator_id = comparison_survival.comparator_id
    and comparison_person.arm = comparison_survival.arm
    and comparison_person.person_id = comparison_survival.person_id
left join person on person.person_id = comparison_survival.person_id
where
    comparison_person.person_id is null
    or comparison_survival.time_days
    > date_diff('day', comparison_person.index_date, least(person.death_date, person.vital_complete_to))
    or (
        comparison_survival.is_event
        and comparison_survival.time_days
        <> date_diff('day', comparison_person.index_date, person.death_date)
    )
group by comparison_survival.agreement_id, comparison_survival.comparator_id
