-- A person's lines are not numbered from 1 in order of time, or one begins before the line before it has ended.
with therapy_line as (
    select agreement_id, person_id, line_number, line_start, line_end from cohort.therapy_line
),

followed as (
    select
        *,
        row_number() over (partition by agreement_id, person_id order by line_start, line_number) as place,
        lag(line_end) over (partition by agreement_id, person_id order by line_start, line_number) as earlier_end
    from therapy_line
)

select agreement_id, count(*) as n_lines
from followed
where line_number <> place or line_start > line_end or line_start <= earlier_end
group by agreement_id
