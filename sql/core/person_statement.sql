-- What the registers say is kept as they say it: who is believed is decided in core.person.
with study_person as (
    select person_id from core.study_person
),

folkeregisteret_person as (
    select lopenr, kjonn, fodselsaar, fodselsmnd, statusdato from raw.folkeregisteret_person
    where lopenr in (select person_id from study_person)
),

kreftregisteret_tilfelle as (
    select lopenr, kjonn, fodselsaar, fodselsmnd, diagnosedato from raw.kreftregisteret_tilfelle
    where lopenr in (select person_id from study_person)
),

nornmd_pasient as (
    select lopenr, kjonn, fodselsaar, inklusjonsdato from raw.nornmd_pasient
    where lopenr in (select person_id from study_person)
),

inspire_hresept as (
    select lopenr, kjonn, fodselsar, utleveringsdato from raw.inspire_hresept
    where lopenr in (select person_id from study_person)
),

npr_episode as (
    select lopenr, kjonn, fodselsar, inndato from raw.npr_episode
    where lopenr in (select person_id from study_person)
),

register_word as (
    select
        lopenr, 'folkeregisteret' as register, 1 as precedence, statusdato as stated_date,
        cast(kjonn as varchar) as sex_code, fodselsaar as birth_year, fodselsmnd as birth_month
    from folkeregisteret_person
    union all
    select lopenr, 'kreftregisteret', 2, diagnosedato, cast(kjonn as varchar), fodselsaar, fodselsmnd
    from kreftregisteret_tilfelle
    union all
    select lopenr, 'nornmd', 3, inklusjonsdato, cast(kjonn as varchar), fodselsaar, null
    from nornmd_pasient
    union all
    select lopenr, 'inspire', 4, utleveringsdato, cast(kjonn as varchar), fodselsar, null
    from inspire_hresept
    union all
    select lopenr, 'npr', 5, inndato, cast(kjonn as varchar), fodselsar, null
    from npr_episode
),

word as (
    select
        lopenr, register, precedence, stated_date, birth_year, birth_month,
        case
            when lower(trim(sex_code)) in ('1', 'mann') then 'male'
            when lower(trim(sex_code)) in ('2', 'kvinne') then 'female'
        end as sex
    from register_word
),

statement as (
    select lopenr, register, precedence, sex, birth_year, birth_month, max(stated_date) as stated_date
    from word
    where sex is not null or birth_year is not null
    group by lopenr, register, precedence, sex, birth_year, birth_month
),

final as (
    select
        lopenr as person_id,
        cast(row_number() over (
            partition by lopenr
            order by precedence, stated_date desc nulls last, sex, birth_year, birth_month nulls last
        ) as integer) as statement_number,
        register,
        cast(precedence as integer) as precedence,
        stated_date,
        sex,
        birth_year,
        birth_month
    from statement
)

select * from final
