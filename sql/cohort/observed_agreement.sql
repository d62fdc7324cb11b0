with agreement as (
    select agreement_id, treatment_register from agreement.agreement where not is_proposal
),

disease_register as (
    select agreement_id, complete_to from cohort.disease_register
),

source as (
    select register from core.source
),

final as (
    select
        agreement.agreement_id,
        source.register is not null as has_treatment,
        coalesce(disease_register.complete_to is not null, false) as has_disease
    from agreement
    left join source on source.register = agreement.treatment_register
    left join disease_register on disease_register.agreement_id = agreement.agreement_id
)

select * from final
