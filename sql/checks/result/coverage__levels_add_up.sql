-- Persons are lost or doubled between the groupings: the delivered of all regions are not the delivered.
with whole as (
    select agreement_id, register, denominator, n_denominator, n_found
    from result.coverage
    where grouping = 'all' and level = 'delivered'
),

divided as (
    select
        agreement_id, register, denominator, grouping,
        sum(n_denominator) as n_denominator, sum(n_found) as n_found
    from result.coverage
    where grouping <> 'all' and is_delivered
    group by agreement_id, register, denominator, grouping
)

select divided.agreement_id, divided.register, divided.denominator, divided.grouping
from divided
left join whole
    on whole.agreement_id = divided.agreement_id
    and whole.register = divided.register
    and whole.denominator = divided.denominator
where
    divided.n_denominator <> coalesce(whole.n_denominator, -1)
    or divided.n_found <> coalesce(whole.n_found, -1)
