with source as (
    select register, n_deliveries, complete_to, last_received, n_rows, n_quarantined from core.source
),

final as (
    select $data_cut as data_cut, source.* from source
)

select * from final
