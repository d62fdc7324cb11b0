with treated_person as (
    select agreement_id, person_id, starter from cohort.treated_person
),

eligibility as (
    select agreement_id, person_id, verdict, criterion_id from cohort.eligibility
),

step as (
    select * from (
        values (1, 'earlier_starter'), (2, 'outside'), (3, 'undetermined'), (4, 'inside')
    ) as step (step_order, reason)
),

left_for as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        case when treated_person.starter = 'earlier_starter' then 'earlier_starter' else eligibility.verdict end
            as reason,
        case when treated_person.starter <> 'earlier_starter' then eligibility.criterion_id end as criterion_id
    from treated_person
    inner join eligibility
        on eligibility.agreement_id = treated_person.agreement_id
        and eligibility.person_id = treated_person.person_id
),

final as (
    select left_for.*, step.step_order
    from left_for
    inner join step on step.reason = left_for.reason
)

select * from final
