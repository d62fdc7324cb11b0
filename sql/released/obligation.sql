-- Dates of deliveries and of the plan: nothing here stands for a person.
with obligation as (
    select
        agreement_id, data_cut, kind, what, responsible, period_end, due_date, done_date, status
    from result.obligation
),

final as (
    select
        agreement_id, data_cut, kind, what, responsible, period_end, due_date, done_date, status
    from obligation
)

select * from final
