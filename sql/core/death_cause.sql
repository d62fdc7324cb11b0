with study_person as (
    select person_id from core.study_person
),

dar_dodsarsak as (
    select
        lopenr, dodsdato, dodsarsak_underliggende, dodsarsak_kode1, dodsarsak_kode2, dodsarsak_kode3,
        dodsarsak_kode4, dod_gr, dodssted, obduksjon
    from raw.dar_dodsarsak
    where lopenr in (select person_id from study_person)
),

final as (
    select
        lopenr as person_id,
        dodsdato as death_date,
        nullif(translate(upper(dodsarsak_underliggende), ' .,/', ''), '') as underlying_cause_code,
        nullif(
            translate(
                upper(concat_ws('+', dodsarsak_kode1, dodsarsak_kode2, dodsarsak_kode3, dodsarsak_kode4)),
                ' .,/', ''
            ),
            ''
        ) as contributing_cause_codes,
        case cast(dod_gr as varchar) when '1' then 'cancer' when '2' then 'other' else 'unknown' end
            as cause_group,
        case cast(dodssted as varchar)
            when '1' then 'hospital'
            when '2' then 'nursing_home'
            when '3' then 'home'
            else 'unknown'
        end as place_of_death,
        case cast(obduksjon as varchar) when '1' then true when '0' then false end as has_autopsy
    from dar_dodsarsak
)

select * from final
