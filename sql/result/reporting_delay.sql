with delivery as (
    select register, received, complete_to, lead_days, interval_days, is_used from core.delivery
),

data_source as (
    select
        register,
        case cadence
            when 'month' then 1 when 'quarter' then 3 when 'third' then 4 when 'half_year' then 6
            when 'year' then 12
        end as period_months
    from agreement.data_source
),

agreed as (
    select register, min(period_months) as period_months from data_source group by register
),

measured as (
    select
        register,
        cast(count(*) as integer) as n_deliveries,
        cast(median(lead_days) as double) as lead_days_median,
        max(lead_days) as lead_days_longest,
        cast(median(interval_days) as double) as interval_days_median,
        max(case when is_used then complete_to end) as complete_to,
        max(received) as last_received
    from delivery
    group by register
),

final as (
    select
        $data_cut as data_cut,
        measured.*,
        case
            when measured.interval_days_median is not null
                then measured.last_received + cast(round(measured.interval_days_median) as integer)
            when agreed.period_months = 1 then cast(measured.last_received + interval 1 month as date)
            when agreed.period_months = 3 then cast(measured.last_received + interval 3 month as date)
            when agreed.period_months = 4 then cast(measured.last_received + interval 4 month as date)
            when agreed.period_months = 6 then cast(measured.last_received + interval 6 month as date)
            when agreed.period_months = 12 then cast(measured.last_received + interval 12 month as date)
        end as next_expected_date
    from measured
    left join agreed on agreed.register = measured.register
)

select * from final
