-- The rule by which a person belongs to a level of a subgroup, for the agreement's own persons and for those of both
-- groups of a comparison, each at the person's own first dose. Whose age, sex or region is not known is in no level.
with subgroup as (
    select agreement_id, subgroup_id, level, variable, minimum, maximum, value from agreement.subgroup
),

treated_person as (
    select agreement_id, person_id, age_years, sex, region_code from cohort.treated_person
),

comparison_person as (
    select agreement_id, comparator_id, arm, person_id, age_years, sex, region_code from cohort.comparison_person
),

described as (
    select
        agreement_id,
        cast(null as varchar) as comparator_id,
        cast(null as varchar) as arm,
        person_id,
        age_years,
        sex,
        region_code
    from treated_person
    union all
    select agreement_id, comparator_id, arm, person_id, age_years, sex, region_code
    from comparison_person
),

final as (
    select
        described.agreement_id,
        described.comparator_id,
        described.arm,
        described.person_id,
        subgroup.subgroup_id as subgroup,
        subgroup.level
    from described
    inner join subgroup on subgroup.agreement_id = described.agreement_id
    where
        case subgroup.variable
            when 'age' then
                described.age_years >= coalesce(subgroup.minimum, 0)
                and coalesce(described.age_years < subgroup.maximum, subgroup.maximum is null)
            when 'sex' then described.sex = subgroup.value
            when 'region' then described.region_code = subgroup.value
        end
)

select * from final
