with treated_person as (
    select agreement_id, person_id from cohort.treated_person
),

criterion_verdict as (
    select agreement_id, person_id, verdict from cohort.criterion_verdict
),

counted as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        count(*) filter (where criterion_verdict.verdict = 'not_met') as n_not_met,
        count(*) filter (where criterion_verdict.verdict = 'unknown') as n_unknown
    from treated_person
    left join criterion_verdict
        on criterion_verdict.agreement_id = treated_person.agreement_id
        and criterion_verdict.person_id = treated_person.person_id
    group by treated_person.agreement_id, treated_person.person_id
),

final as (
    select
        agreement_id,
        person_id,
        case when n_not_met > 0 then 'outside' when n_unknown > 0 then 'undetermined' else 'inside' end as verdict,
        n_not_met,
        n_unknown
    from counted
)

select * from final
