-- A verdict is not what the criteria give: outside by one requirement that is not met (of alternatives: none is),
-- inside by all that are met, undetermined otherwise.
with eligibility as (
    select agreement_id, person_id, verdict from cohort.eligibility
),

criterion as (
    select agreement_id, criterion_id, alternative_group from agreement.criterion
),

criterion_verdict as (
    select agreement_id, criterion_id, person_id, verdict from cohort.criterion_verdict
),

answered as (
    select
        eligibility.agreement_id,
        eligibility.person_id,
        eligibility.verdict as stated_verdict,
        case when criterion.alternative_group is null then criterion.criterion_id end as lone_criterion_id,
        criterion.alternative_group,
        criterion_verdict.verdict
    from eligibility
    left join criterion on criterion.agreement_id = eligibility.agreement_id
    left join criterion_verdict
        on criterion_verdict.agreement_id = criterion.agreement_id
        and criterion_verdict.criterion_id = criterion.criterion_id
        and criterion_verdict.person_id = eligibility.person_id
),

required as (
    select
        agreement_id,
        person_id,
        stated_verdict,
        bool_or(verdict = 'met') as is_met,
        bool_and(verdict = 'not_met') as is_not_met
    from answered
    group by agreement_id, person_id, stated_verdict, lone_criterion_id, alternative_group
),

expected as (
    select
        agreement_id,
        person_id,
        stated_verdict,
        case
            when bool_or(is_not_met) then 'outside' when bool_and(coalesce(is_met, true)) then 'inside'
            else 'undetermined'
        end as verdict
    from required
    group by agreement_id, person_id, stated_verdict
)

select agreement_id, stated_verdict, verdict, count(*) as n_persons
from expected
where stated_verdict <> verdict
group by agreement_id, stated_verdict, verdict
