-- Criteria that are alternatives count as one: the best of their verdicts. Truth as a number: 0 not met, 1 unknown,
-- 2 met.
with assessed_person as (
    select agreement_id, person_id from cohort.assessed_person
),

criterion as (
    select
        agreement_id,
        criterion_id,
        position,
        coalesce('alternative/' || alternative_group, 'criterion/' || criterion_id) as requirement
    from agreement.criterion
),

criterion_verdict as (
    select agreement_id, criterion_id, person_id, verdict from cohort.criterion_verdict
),

requirement as (
    select
        criterion_verdict.agreement_id,
        criterion_verdict.person_id,
        criterion.requirement,
        max(case criterion_verdict.verdict when 'met' then 2 when 'unknown' then 1 else 0 end) as truth,
        min(criterion.position) filter (where criterion_verdict.verdict = 'not_met') as not_met_position,
        min(criterion.position) filter (where criterion_verdict.verdict = 'unknown') as unknown_position
    from criterion_verdict
    inner join criterion
        on criterion.agreement_id = criterion_verdict.agreement_id
        and criterion.criterion_id = criterion_verdict.criterion_id
    group by criterion_verdict.agreement_id, criterion_verdict.person_id, criterion.requirement
),

counted as (
    select
        assessed_person.agreement_id,
        assessed_person.person_id,
        count(*) filter (where requirement.truth = 0) as n_not_met,
        count(*) filter (where requirement.truth = 1) as n_unknown,
        min(requirement.not_met_position) filter (where requirement.truth = 0) as not_met_position,
        min(requirement.unknown_position) filter (where requirement.truth = 1) as unknown_position
    from assessed_person
    left join requirement
        on requirement.agreement_id = assessed_person.agreement_id
        and requirement.person_id = assessed_person.person_id
    group by assessed_person.agreement_id, assessed_person.person_id
),

final as (
    select
        counted.agreement_id,
        counted.person_id,
        case
            when counted.n_not_met > 0 then 'outside' when counted.n_unknown > 0 then 'undetermined' else 'inside'
        end as verdict,
        counted.n_not_met,
        counted.n_unknown,
        criterion.criterion_id
    from counted
    left join criterion
        on criterion.agreement_id = counted.agreement_id
        and criterion.position = coalesce(counted.not_met_position, counted.unknown_position)
)

select * from final
