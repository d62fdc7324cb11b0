with agreement as (
    select agreement_id from agreement.agreement where not is_proposal
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'diagnosis'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

source as (
    select register, complete_to from core.source
),

asked as (
    select
        agreement.agreement_id,
        case
            when count(criterion_value.value) = 0 then 'kreftregisteret'
            when max(substr(criterion_value.value, 1, 1)) in ('C', 'D') then 'kreftregisteret'
            else 'nornmd'
        end as register,
        count(criterion_value.value) > 0 as names_diagnosis
    from agreement
    left join criterion on criterion.agreement_id = agreement.agreement_id
    left join criterion_value
        on criterion_value.agreement_id = criterion.agreement_id
        and criterion_value.criterion_id = criterion.criterion_id
    group by agreement.agreement_id
),

final as (
    select asked.agreement_id, asked.register, asked.names_diagnosis, source.complete_to
    from asked
    left join source on source.register = asked.register
)

select * from final
