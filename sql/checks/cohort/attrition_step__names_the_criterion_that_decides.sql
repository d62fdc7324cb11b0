-- Who leaves as outside or undetermined does so by a criterion with that answer; nobody else by any.
with attrition_step as (
    select agreement_id, person_id, reason, criterion_id from cohort.attrition_step
),

criterion_verdict as (
    select agreement_id, criterion_id, person_id, verdict from cohort.criterion_verdict
),

compared as (
    select
        attrition_step.agreement_id,
        attrition_step.reason,
        attrition_step.criterion_id is not null as names_one,
        criterion_verdict.verdict
    from attrition_step
    left join criterion_verdict
        on criterion_verdict.agreement_id = attrition_step.agreement_id
        and criterion_verdict.criterion_id = attrition_step.criterion_id
        and criterion_verdict.person_id = attrition_step.person_id
)

select agreement_id, reason, count(*) as n_persons
from compared
where
    names_one <> (reason in ('outside', 'undetermined'))
    or (reason = 'outside' and coalesce(verdict, '') <> 'not_met')
    or (reason = 'undetermined' and coalesce(verdict, '') <> 'unknown')
group by agreement_id, reason
