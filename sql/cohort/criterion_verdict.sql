with criterion as (
    select agreement_id, criterion_id, kind from agreement.criterion
),

judged_person as (
    select * from cohort.judged_person
),

criterion_disease as (
    select * from cohort.criterion_disease
),

judged as (
    select * from judged_person
    union all
    select * from criterion_disease
),

final as (
    select judged.*, criterion.kind
    from judged
    inner join criterion
        on criterion.agreement_id = judged.agreement_id and criterion.criterion_id = judged.criterion_id
)

select * from final
