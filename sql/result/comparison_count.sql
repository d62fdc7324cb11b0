with comparison_person as (
    select
        agreement_id, comparator_id, arm, person_id, standing, is_counted
    from cohort.comparison_person
),

comparison_survival as (
    select agreement_id, comparator_id, arm, person_id from outcome.comparison_survival
),

comparator_cohort as (
    select agreement_id, comparator_id from agreement.comparator_cohort
),

agreement as (
    select agreement_id from agreement.agreement where not is_proposal
),

-- A row without a person gives every category its zero.
possible as (
    select comparator_cohort.agreement_id, comparator_cohort.comparator_id, arm.arm, category.category
    from comparator_cohort
    inner join agreement on agreement.agreement_id = comparator_cohort.agreement_id
    cross join (values ('treated'), ('comparator')) as arm (arm)
    cross join (
        values
            ('before_period'), ('after_period'), ('outside'), ('undetermined'), ('other_group'),
            ('not_followed'), ('compared')
    ) as category (category)
),

placed as (
    select
        comparison_person.agreement_id,
        comparison_person.comparator_id,
        comparison_person.arm,
        comparison_person.person_id,
        case
            when comparison_person.standing <> 'inside' then comparison_person.standing
            when not comparison_person.is_counted then 'other_group'
            when comparison_survival.person_id is null then 'not_followed'
            else 'compared'
        end as category
    from comparison_person
    left join comparison_survival
        on comparison_survival.agreement_id = comparison_person.agreement_id
        and comparison_survival.comparator_id = comparison_person.comparator_id
        and comparison_survival.arm = comparison_person.arm
        and comparison_survival.person_id = comparison_person.person_id
    union all
    select agreement_id, comparator_id, arm, null as person_id, category
    from possible
),

final as (
    select
        agreement_id,
        $data_cut as data_cut,
        comparator_id,
        arm,
        category,
        count(person_id) as n,
        false as suppressed
    from placed
    group by agreement_id, comparator_id, arm, category
)

select * from final
