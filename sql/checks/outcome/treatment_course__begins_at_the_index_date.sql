-- A treated person has no course, or one that does not begin at the index date, or ends before it begins.
with treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person
),

duration_rule as (
    select agreement_id, variant from agreement.duration_rule
),

treatment_course as (
    select * from outcome.treatment_course
)

select treated_person.agreement_id, duration_rule.variant, count(*) as n_persons
from treated_person
inner join duration_rule on duration_rule.agreement_id = treated_person.agreement_id
left join treatment_course
    on treatment_course.agreement_id = treated_person.agreement_id
    and treatment_course.person_id = treated_person.person_id
    and treatment_course.variant = duration_rule.variant
where
    treatment_course.person_id is null
    or treatment_course.course_start <> treated_person.index_date
    or treatment_course.last_exposure_date < treatment_course.course_start
    or treatment_course.coverage_end < treatment_course.last_exposure_date
group by treated_person.agreement_id, duration_rule.variant
