with criterion_age as (
    select * from cohort.criterion_age
),

criterion_diagnosis as (
    select * from cohort.criterion_diagnosis
),

criterion_morphology as (
    select * from cohort.criterion_morphology
),

criterion_biomarker as (
    select * from cohort.criterion_biomarker
),

criterion_course_event as (
    select * from cohort.criterion_course_event
),

criterion_stage as (
    select * from cohort.criterion_stage
),

criterion_not_observable as (
    select * from cohort.criterion_not_observable
),

final as (
    select *, 'age' as kind from criterion_age
    union all
    select *, 'diagnosis' as kind from criterion_diagnosis
    union all
    select *, 'morphology' as kind from criterion_morphology
    union all
    select *, 'biomarker' as kind from criterion_biomarker
    union all
    select *, 'course_event' as kind from criterion_course_event
    union all
    select *, 'stage' as kind from criterion_stage
    union all
    select *, 'not_observable' as kind from criterion_not_observable
)

select * from final
