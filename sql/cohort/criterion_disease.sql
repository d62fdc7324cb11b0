with assessed_person as (
    select agreement_id, person_id from cohort.assessed_person
),

criterion as (
    select agreement_id, criterion_id
    from agreement.criterion
    where
        kind in ('diagnosis', 'topography', 'morphology', 'behaviour', 'stage')
        or (kind = 'time_since' and subject = 'diagnosis')
),

judged_disease as (
    select * from cohort.judged_disease
),

asked as (
    select criterion.agreement_id, criterion.criterion_id, assessed_person.person_id
    from criterion
    inner join assessed_person on assessed_person.agreement_id = criterion.agreement_id
),

-- How a disease is can only be asked of one that may be the disease in question.
at_issue as (
    select * from judged_disease where not is_state or earlier_verdict <> 'not_met'
),

judged as (
    select
        agreement_id,
        criterion_id,
        person_id,
        case
            when bool_or(joint_verdict = 'met') then 'met'
            when bool_and(joint_verdict = 'not_met') and bool_and(is_state or is_register_closed) then 'not_met'
            else 'unknown'
        end as verdict,
        min(evidence) as any_evidence,
        min(evidence) filter (where joint_verdict = 'met') as fitting_evidence
    from at_issue
    group by agreement_id, criterion_id, person_id
),

final as (
    select
        asked.agreement_id,
        asked.criterion_id,
        asked.person_id,
        coalesce(judged.verdict, 'unknown') as verdict,
        case judged.verdict
            when 'met' then judged.fitting_evidence
            when 'not_met' then judged.any_evidence
        end as evidence
    from asked
    left join judged
        on judged.agreement_id = asked.agreement_id
        and judged.criterion_id = asked.criterion_id
        and judged.person_id = asked.person_id
)

select * from final
