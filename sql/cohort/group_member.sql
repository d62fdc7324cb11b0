with membership as (
    select agreement_id, cohort, person_id from cohort.membership
),

treated_person as (
    select agreement_id, person_id, starter, age_years, sex, region_code from cohort.treated_person
),

subgroup as (
    select agreement_id, subgroup_id, level, variable, minimum, maximum, value from agreement.subgroup
),

-- Who started before the agreement is followed from the day it began: a group of its own, never mixed with the others.
cohort_member as (
    select membership.agreement_id, membership.cohort, membership.person_id, age_years, sex, region_code
    from membership
    inner join treated_person
        on treated_person.agreement_id = membership.agreement_id
        and treated_person.person_id = membership.person_id
    union all
    select agreement_id, 'earlier_starter' as cohort, person_id, age_years, sex, region_code
    from treated_person
    where starter = 'earlier_starter'
),

-- Whose age, sex or region is not known is in no level.
final as (
    select agreement_id, cohort, 'all' as subgroup, 'all' as level, person_id
    from cohort_member
    union all
    select
        cohort_member.agreement_id,
        cohort_member.cohort,
        subgroup.subgroup_id as subgroup,
        subgroup.level,
        cohort_member.person_id
    from cohort_member
    inner join subgroup on subgroup.agreement_id = cohort_member.agreement_id
    where
        cohort_member.cohort <> 'earlier_starter'
        and case subgroup.variable
            when 'age' then
                cohort_member.age_years >= coalesce(subgroup.minimum, 0)
                and coalesce(cohort_member.age_years < subgroup.maximum, subgroup.maximum is null)
            when 'sex' then cohort_member.sex = subgroup.value
            when 'region' then cohort_member.region_code = subgroup.value
        end
)

select * from final
