-- New starters only: they are the persons the indication is judged on.
with membership as (
    select agreement_id, person_id from cohort.membership where cohort = 'all_treated'
),

criterion_verdict as (
    select agreement_id, criterion_id, kind, person_id, verdict from cohort.criterion_verdict
),

final as (
    select
        criterion_verdict.agreement_id,
        $data_cut as data_cut,
        criterion_verdict.criterion_id,
        criterion_verdict.kind,
        count(*) filter (where criterion_verdict.verdict = 'met') as n_met,
        count(*) filter (where criterion_verdict.verdict = 'not_met') as n_not_met,
        count(*) filter (where criterion_verdict.verdict = 'unknown') as n_unknown,
        false as suppressed
    from criterion_verdict
    inner join membership
        on membership.agreement_id = criterion_verdict.agreement_id
        and membership.person_id = criterion_verdict.person_id
    group by criterion_verdict.agreement_id, criterion_verdict.criterion_id, criterion_verdict.kind
)

select * from final
