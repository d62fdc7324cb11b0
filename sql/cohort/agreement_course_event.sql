-- An event of another disease than the agreement's does not count; one that names no case, or a case that the register
-- does not hold, does. An agreement that names no diagnosis is for any disease.
with treated_person as (
    select agreement_id, person_id from cohort.treated_person
),

disease_register as (
    select agreement_id, names_diagnosis from cohort.disease_register
),

disease as (
    select distinct tumour_id from cohort.disease where tumour_id is not null
),

agreement_disease as (
    select distinct agreement_id, tumour_id from cohort.agreement_disease where tumour_id is not null
),

course_event as (
    select person_id, tumour_id, event_id, event_type, event_date from core.course_event
),

final as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        course_event.event_id,
        course_event.event_type,
        course_event.event_date
    from treated_person
    inner join disease_register on disease_register.agreement_id = treated_person.agreement_id
    inner join course_event on course_event.person_id = treated_person.person_id
    left join disease on disease.tumour_id = course_event.tumour_id
    left join agreement_disease
        on agreement_disease.agreement_id = treated_person.agreement_id
        and agreement_disease.tumour_id = course_event.tumour_id
    where not disease_register.names_diagnosis or disease.tumour_id is null or agreement_disease.tumour_id is not null
)

select * from final
