with therapy_line as (
    select agreement_id, person_id, line_number, line_start, is_index_line from cohort.therapy_line
),

index_line as (
    select agreement_id, person_id, line_number from therapy_line where is_index_line
),

final as (
    select therapy_line.agreement_id, therapy_line.person_id, therapy_line.line_start as next_line_date
    from therapy_line
    inner join index_line
        on index_line.agreement_id = therapy_line.agreement_id
        and index_line.person_id = therapy_line.person_id
        and index_line.line_number + 1 = therapy_line.line_number
)

select * from final
