with life_table as (
    select age_years, calendar_year, origin from reference.life_table
),

final as (
    select
        $data_cut as data_cut,
        origin,
        min(calendar_year) as first_calendar_year,
        max(calendar_year) as last_calendar_year,
        min(age_years) as first_age_years,
        max(age_years) as last_age_years
    from life_table
    group by origin
)

select * from final
