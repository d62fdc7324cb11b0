with membership as (
    select agreement_id, cohort, person_id from cohort.membership
),

treated_person as (
    select agreement_id, person_id from cohort.treated_person where starter = 'earlier_starter'
),

subgroup_level as (
    select agreement_id, person_id, subgroup, level from cohort.subgroup_level where comparator_id is null
),

-- Who started before the agreement is followed from the day it began: a group of its own, never mixed with the others
-- and not divided.
final as (
    select agreement_id, cohort, 'all' as subgroup, 'all' as level, person_id
    from membership
    union all
    select agreement_id, 'earlier_starter' as cohort, 'all' as subgroup, 'all' as level, person_id
    from treated_person
    union all
    select
        membership.agreement_id,
        membership.cohort,
        subgroup_level.subgroup,
        subgroup_level.level,
        membership.person_id
    from membership
    inner join subgroup_level
        on subgroup_level.agreement_id = membership.agreement_id
        and subgroup_level.person_id = membership.person_id
)

select * from final
