with treated_person as (
    select agreement_id, person_id, starter from cohort.treated_person
),

eligibility as (
    select agreement_id, person_id, verdict from cohort.eligibility
),

step as (
    select * from (
        values (1, 'earlier_starter'), (2, 'outside'), (3, 'undetermined'), (4, 'inside')
    ) as step (step_order, reason)
),

final as (
    select treated_person.agreement_id, treated_person.person_id, step.reason, step.step_order
    from treated_person
    inner join eligibility
        on eligibility.agreement_id = treated_person.agreement_id
        and eligibility.person_id = treated_person.person_id
    inner join step
        on step.reason = case
            when treated_person.starter = 'earlier_starter' then 'earlier_starter' else eligibility.verdict
        end
)

select * from final
