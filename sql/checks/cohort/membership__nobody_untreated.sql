-- Somebody who was assessed without having been treated is in an analysed group.
with membership as (
    select agreement_id, person_id from cohort.membership
),

untreated as (
    select agreement_id, person_id from cohort.assessed_person where not is_treated
)

select membership.agreement_id, count(distinct membership.person_id) as n_persons
from membership
inner join untreated
    on untreated.agreement_id = membership.agreement_id and untreated.person_id = membership.person_id
group by membership.agreement_id
