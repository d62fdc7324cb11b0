with agreement as (
    select agreement_id, treatment_register from agreement.agreement where not is_proposal
),

source as (
    select register, complete_to from core.source
),

recorded as (
    select agreement_id, 'drug' as record_kind, treatment_register as register
    from agreement
    union all
    select agreement_id, 'hospital' as record_kind, 'npr' as register
    from agreement
),

final as (
    select
        recorded.agreement_id,
        recorded.record_kind,
        recorded.register,
        least(source.complete_to, $data_cut) as followed_to_date
    from recorded
    inner join source on source.register = recorded.register
)

select * from final
