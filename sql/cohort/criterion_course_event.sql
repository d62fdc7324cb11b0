-- An event of another disease than the agreement's does not count; one that names no tumour does.
with assessed_person as (
    select agreement_id, person_id, judged_at_date from cohort.assessed_person
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'course_event'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

course_event as (
    select person_id, tumour_id, event_id, event_type, event_date from core.course_event
),

other_disease as (
    select agreement_id, tumour_id from cohort.registered_disease where not is_diagnosis
),

reported as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        assessed_person.person_id,
        min(course_event.event_id) as event_id
    from assessed_person
    inner join criterion on criterion.agreement_id = assessed_person.agreement_id
    inner join criterion_value
        on criterion_value.agreement_id = criterion.agreement_id
        and criterion_value.criterion_id = criterion.criterion_id
    inner join course_event
        on course_event.person_id = assessed_person.person_id
        and course_event.event_type = criterion_value.value
        and course_event.event_date <= assessed_person.judged_at_date
    left join other_disease
        on other_disease.agreement_id = assessed_person.agreement_id
        and other_disease.tumour_id = course_event.tumour_id
    where other_disease.tumour_id is null
    group by criterion.agreement_id, criterion.criterion_id, assessed_person.person_id
),

final as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        assessed_person.person_id,
        case when reported.event_id is not null then 'met' else 'unknown' end as verdict,
        'kreftregisteret_forlop/' || reported.event_id as evidence
    from assessed_person
    inner join criterion on criterion.agreement_id = assessed_person.agreement_id
    left join reported
        on reported.agreement_id = criterion.agreement_id
        and reported.criterion_id = criterion.criterion_id
        and reported.person_id = assessed_person.person_id
)

select * from final
