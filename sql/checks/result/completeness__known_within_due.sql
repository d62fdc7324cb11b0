-- More rows are said to be known than are due, or the hospitals do not add up to all: a share of them is wrong.
with whole as (
    select register, month, variable, n, n_present, n_persons
    from result.completeness
    where hospital_id = 'all'
),

divided as (
    select register, month, variable, sum(n) as n, sum(n_present) as n_present, max(n_persons) as n_persons
    from result.completeness
    where hospital_id <> 'all'
    group by register, month, variable
)

select whole.register, whole.month, whole.variable
from whole
left join divided
    on divided.register = whole.register
    and divided.variable = whole.variable
    and (divided.month = whole.month or (divided.month is null and whole.month is null))
where
    whole.n_present > whole.n
    or whole.n_persons > whole.n
    or divided.n <> whole.n
    or divided.n_present <> whole.n_present
    or divided.n_persons > whole.n_persons
