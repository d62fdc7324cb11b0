with agreement as (
    select agreement_id, is_proposal, start_date, reassessment_date, stop_date, protocol_status
    from agreement.agreement
),

milestone as (
    select agreement_id, kind, milestone_date from agreement.milestone
),

reassessment_decision as (
    select agreement_id, decision_date from agreement.reassessment_decision where decision_date <= $data_cut
),

obligation as (
    select agreement_id, kind, what, responsible, due_date, status from result.obligation
),

assessment as (
    select agreement_id, verdict from result.assessment
),

planned as (
    select
        agreement_id,
        min(case when kind in ('data_cut', 'reassessment') and milestone_date > $data_cut then milestone_date end)
            as next_data_cut_date,
        coalesce(
            min(case when kind = 'legal_basis_expires' and milestone_date >= $data_cut then milestone_date end),
            max(case when kind = 'legal_basis_expires' then milestone_date end)
        ) as legal_basis_expires_date
    from milestone
    group by agreement_id
),

-- A register that is behind counts once, however many periods: one delivery settles them all.
late_once as (
    select distinct
        agreement_id, kind, what, responsible, case when kind <> 'delivery' then due_date end as milestone_date
    from obligation
    where status = 'late'
),

late as (
    select agreement_id, count(*) as n_late from late_once group by agreement_id
),

coming as (
    select
        agreement_id,
        what,
        due_date,
        responsible,
        row_number() over (partition by agreement_id order by due_date, kind, what, responsible) as place
    from obligation
    where status in ('due', 'future')
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
        agreement.agreement_id,
        $data_cut as data_cut,
        case
            when agreement.is_proposal then 'proposal'
            when agreement.start_date is null or agreement.start_date > $data_cut then 'not_started'
            when reassessment_decision.decision_date is not null then 'decided'
            when agreement.stop_date <= $data_cut then 'stopped'
            when agreement.reassessment_date < $data_cut then 'overdue'
            when agreement.reassessment_date <= $data_cut + 90 then 'reassessment_due'
            else 'running'
        end as status,
        case when not agreement.is_proposal then planned.next_data_cut_date end as next_data_cut_date,
        agreement.reassessment_date,
        cast(date_diff('day', $data_cut, agreement.reassessment_date) as integer) as days_left,
        planned.legal_basis_expires_date,
        coalesce(late.n_late, 0) as n_late,
        coming.what as next_due_what,
        coming.due_date as next_due_date,
        coming.responsible as next_due_responsible,
        agreement.protocol_status,
        coalesce(verdict.n_holds, 0) as n_holds,
        coalesce(verdict.n_does_not_hold, 0) as n_does_not_hold,
        coalesce(verdict.n_cannot_tell_yet, 0) as n_cannot_tell_yet,
        case
            when not agreement.is_proposal and agreement.reassessment_date = $data_cut then 'binding'
            else 'indicative'
        end as binding
    from agreement
    left join planned on planned.agreement_id = agreement.agreement_id
    left join late on late.agreement_id = agreement.agreement_id
    left join coming on coming.agreement_id = agreement.agreement_id and coming.place = 1
    left join verdict on verdict.agreement_id = agreement.agreement_id
    left join reassessment_decision on reassessment_decision.agreement_id = agreement.agreement_id
)

select * from final
