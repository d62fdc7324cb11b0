-- A row without a person gives every category of the whole group its zero.
with agreement as (
    select agreement_id from agreement.agreement where not is_proposal
),

treated_person as (
    select agreement_id, person_id from cohort.treated_person
),

contradiction as (
    select person_id, rule, finding from core.contradiction
),

category as (
    select * from (values ('found'), ('not_found'), ('unknown')) as category (category)
),

rule as (
    select * from (
        values
        ('dose_after_death'), ('dose_before_birth'), ('alive_after_death'), ('death_dates_differ'),
        ('episode_after_death'), ('sex_differs'), ('birth_year_differs')
    ) as rule (rule)
),

placed as (
    select treated_person.agreement_id, treated_person.person_id, contradiction.rule, contradiction.finding as category
    from treated_person
    inner join contradiction on contradiction.person_id = treated_person.person_id
    union all
    select agreement.agreement_id, null as person_id, rule.rule, category.category
    from agreement
    cross join rule
    cross join category
),

final as (
    select
        agreement_id,
        $data_cut as data_cut,
        'contradiction' as topic,
        rule as item,
        'all' as grouping,
        'all' as level,
        category,
        count(person_id) as n,
        false as suppressed
    from placed
    group by agreement_id, rule, category
)

select * from final
