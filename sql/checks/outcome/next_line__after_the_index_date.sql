-- A next line begins on the index date or before it, or on somebody never treated: it would end treatment wrongly.
with next_line as (
    select agreement_id, person_id, next_line_date from outcome.next_line
),

treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person
)

select next_line.agreement_id, count(*) as n_persons
from next_line
left join treated_person
    on treated_person.agreement_id = next_line.agreement_id
    and treated_person.person_id = next_line.person_id
where treated_person.person_id is null or next_line.next_line_date <= treated_person.index_date
group by next_line.agreement_id
