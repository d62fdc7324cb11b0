-- A treated person has no line with the index date, or several, or somebody untreated has one.
with assessed_person as (
    select agreement_id, person_id, is_treated, judged_at_date from cohort.assessed_person
),

index_line as (
    select agreement_id, person_id, line_start, line_end from cohort.therapy_line where is_index_line
),

counted as (
    select
        assessed_person.agreement_id,
        assessed_person.person_id,
        assessed_person.is_treated,
        count(index_line.person_id) as n_index_lines,
        count(index_line.person_id) filter (
            where assessed_person.judged_at_date between index_line.line_start and index_line.line_end
        ) as n_with_index_date
    from assessed_person
    left join index_line
        on index_line.agreement_id = assessed_person.agreement_id
        and index_line.person_id = assessed_person.person_id
    group by assessed_person.agreement_id, assessed_person.person_id, assessed_person.is_treated
)

select agreement_id, count(*) as n_persons
from counted
where n_index_lines <> case when is_treated then 1 else 0 end or n_with_index_date <> n_index_lines
group by agreement_id
