-- Each kind judges whether what the criterion names is there; where it asks for absence, the answer is turned here.
with criterion as (
    select agreement_id, criterion_id, kind, is_absence from agreement.criterion
),

criterion_age as (
    select * from cohort.criterion_age
),

criterion_disease as (
    select * from cohort.criterion_disease
),

criterion_biomarker as (
    select * from cohort.criterion_biomarker
),

criterion_course_event as (
    select * from cohort.criterion_course_event
),

criterion_not_observable as (
    select * from cohort.criterion_not_observable
),

judged as (
    select * from criterion_age
    union all
    select * from criterion_disease
    union all
    select * from criterion_biomarker
    union all
    select * from criterion_course_event
    union all
    select * from criterion_not_observable
),

final as (
    select
        judged.agreement_id,
        judged.criterion_id,
        judged.person_id,
        case
            when criterion.is_absence and judged.verdict = 'met' then 'not_met'
            when criterion.is_absence and judged.verdict = 'not_met' then 'met'
            else judged.verdict
        end as verdict,
        judged.evidence,
        criterion.kind
    from judged
    inner join criterion
        on criterion.agreement_id = judged.agreement_id and criterion.criterion_id = judged.criterion_id
)

select * from final
