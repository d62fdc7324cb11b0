-- Every treated person leaves at exactly one step or is analysed; a step nobody leaves is still shown.
with agreement as (
    select agreement_id from cohort.observed_agreement where has_treatment
),

attrition_step as (
    select agreement_id, person_id, reason from cohort.attrition_step
),

step as (
    select * from (
        values
            (1, 'treated', 'earlier_starter'),
            (2, 'new_starters', 'outside'),
            (3, 'not_outside', 'undetermined'),
            (4, 'inside', 'analysed')
    ) as step (step_order, step, reason)
),

leaving as (
    select
        agreement.agreement_id,
        step.step_order,
        step.step,
        step.reason,
        count(attrition_step.person_id) as n_leaving
    from agreement
    cross join step
    left join attrition_step
        on attrition_step.agreement_id = agreement.agreement_id
        and (
            attrition_step.reason = step.reason
            or (attrition_step.reason = 'inside' and step.reason = 'analysed')
        )
    group by agreement.agreement_id, step.step_order, step.step, step.reason
),

final as (
    select
        agreement_id,
        $data_cut as data_cut,
        step_order,
        step,
        cast(sum(n_leaving) over (
            partition by agreement_id order by step_order desc
            rows between unbounded preceding and current row
        ) as bigint) as n_in,
        case when reason = 'analysed' then 0 else n_leaving end as n_out,
        reason,
        false as suppressed
    from leaving
)

select * from final
