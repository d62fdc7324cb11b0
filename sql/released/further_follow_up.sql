with further_follow_up as (
    select agreement_id, data_cut, assumption_id, answer, further_months from result.further_follow_up
),

assessment as (
    select agreement_id, assumption_id, suppressed from released.assessment
),

final as (
    select
        further_follow_up.agreement_id,
        further_follow_up.data_cut,
        further_follow_up.assumption_id,
        further_follow_up.answer,
        case when not assessment.suppressed then further_follow_up.further_months end as further_months,
        assessment.suppressed and further_follow_up.further_months is not null as suppressed
    from further_follow_up
    inner join assessment
        on assessment.agreement_id = further_follow_up.agreement_id
        and assessment.assumption_id = further_follow_up.assumption_id
)

select * from final
