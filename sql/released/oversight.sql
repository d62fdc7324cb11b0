-- The verdicts are counted from those that have left: a page of many agreements says nothing that a report may not.
with oversight as (
    select
        agreement_id,
        data_cut,
        status,
        next_data_cut_date,
        reassessment_date,
        days_left,
        legal_basis_expires_date,
        n_late,
        next_due_what,
        next_due_date,
        next_due_responsible,
        protocol_status,
        binding
    from result.oversight
),

assessment as (
    select agreement_id, verdict from released.assessment
),

verdict as (
    select
        agreement_id,
        count(*) filter (where verdict = 'holds') as n_holds,
        count(*) filter (where verdict = 'does_not_hold') as n_does_not_hold,
        count(*) filter (where verdict = 'cannot_tell_yet') as n_cannot_tell_yet
    from assessment
    group by agreement_id
),

final as (
    select
        oversight.agreement_id,
        oversight.data_cut,
        oversight.status,
        oversight.next_data_cut_date,
        oversight.reassessment_date,
        oversight.days_left,
        oversight.legal_basis_expires_date,
        oversight.n_late,
        oversight.next_due_what,
        oversight.next_due_date,
        oversight.next_due_responsible,
        oversight.protocol_status,
        coalesce(verdict.n_holds, 0) as n_holds,
        coalesce(verdict.n_does_not_hold, 0) as n_does_not_hold,
        coalesce(verdict.n_cannot_tell_yet, 0) as n_cannot_tell_yet,
        oversight.binding
    from oversight
    left join verdict on verdict.agreement_id = oversight.agreement_id
)

select * from final
