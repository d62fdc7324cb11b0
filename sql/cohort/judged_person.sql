with criterion as (
    select agreement_id, criterion_id, is_absence from agreement.criterion
),

criterion_age as (
    select * from cohort.criterion_age
),

criterion_sex as (
    select * from cohort.criterion_sex
),

criterion_biomarker as (
    select * from cohort.criterion_biomarker
),

criterion_course_event as (
    select * from cohort.criterion_course_event
),

criterion_earlier_treatment as (
    select * from cohort.criterion_earlier_treatment
),

criterion_time_since as (
    select * from cohort.criterion_time_since
),

criterion_pregnancy as (
    select * from cohort.criterion_pregnancy
),

criterion_place as (
    select * from cohort.criterion_place
),

criterion_calendar as (
    select * from cohort.criterion_calendar
),

criterion_combination as (
    select * from cohort.criterion_combination
),

criterion_not_observable as (
    select * from cohort.criterion_not_observable
),

judged as (
    select * from criterion_age
    union all
    select * from criterion_sex
    union all
    select * from criterion_biomarker
    union all
    select * from criterion_course_event
    union all
    select * from criterion_earlier_treatment
    union all
    select * from criterion_time_since
    union all
    select * from criterion_pregnancy
    union all
    select * from criterion_place
    union all
    select * from criterion_calendar
    union all
    select * from criterion_combination
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
        judged.evidence
    from judged
    inner join criterion
        on criterion.agreement_id = judged.agreement_id and criterion.criterion_id = judged.criterion_id
)

select * from final
