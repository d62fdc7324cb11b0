-- Somebody meets every criterion on the disease, though no disease of the person fits them all: halves of two diseases
-- were put together. Agreements with alternatives are left out: who fulfils one otherwise needs no such disease.
with criterion as (
    select agreement_id, criterion_id, alternative_group from agreement.criterion
),

criterion_disease as (
    select agreement_id, criterion_id, person_id, verdict from cohort.criterion_disease
),

judged_disease as (
    select agreement_id, criterion_id, person_id, disease, verdict from cohort.judged_disease
),

plain as (
    select agreement_id from criterion group by agreement_id having count(alternative_group) = 0
),

fitting_person as (
    select criterion_disease.agreement_id, criterion_disease.person_id
    from criterion_disease
    inner join plain on plain.agreement_id = criterion_disease.agreement_id
    group by criterion_disease.agreement_id, criterion_disease.person_id
    having bool_and(criterion_disease.verdict = 'met')
),

fitting_disease as (
    select agreement_id, person_id, disease
    from judged_disease
    group by agreement_id, person_id, disease
    having bool_and(verdict = 'met')
)

select fitting_person.agreement_id, count(*) as n_persons
from fitting_person
left join fitting_disease
    on fitting_disease.agreement_id = fitting_person.agreement_id
    and fitting_disease.person_id = fitting_person.person_id
where fitting_disease.person_id is null
group by fitting_person.agreement_id
