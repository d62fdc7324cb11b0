-- Records of the agreement's drug are lost between the doses and the lines of the persons.
with assessed_person as (
    select agreement_id, person_id from cohort.assessed_person
),

agreement_exposure as (
    select agreement_id, person_id, exposure_date from cohort.agreement_exposure
),

therapy_line as (
    select agreement_id, person_id, line_start, line_end from cohort.therapy_line
)

select agreement_exposure.agreement_id, count(*) as n_records
from agreement_exposure
inner join assessed_person
    on assessed_person.agreement_id = agreement_exposure.agreement_id
    and assessed_person.person_id = agreement_exposure.person_id
left join therapy_line
    on therapy_line.agreement_id = agreement_exposure.agreement_id
    and therapy_line.person_id = agreement_exposure.person_id
    and agreement_exposure.exposure_date between therapy_line.line_start and therapy_line.line_end
where therapy_line.person_id is null
group by agreement_exposure.agreement_id
