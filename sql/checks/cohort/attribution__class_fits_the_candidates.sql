-- The class contradicts the number of candidates, or a course is attributed to something nobody has registered.
with attribution as (
    select agreement_id, ambiguity, attributed_to, n_candidates, n_primaries from cohort.attribution
)

select agreement_id, ambiguity, count(*) as n_persons
from attribution
where
    (ambiguity = 'none') <> (n_candidates = 0)
    or (ambiguity = 'one_candidate' and n_candidates <> 1)
    or (ambiguity = 'several' and n_candidates < 2)
    or (ambiguity = 'none' and attributed_to <> 'unknown')
    or (ambiguity = 'several' and attributed_to = 'other_disease')
    or n_primaries < n_candidates
group by agreement_id, ambiguity
