-- Registers contradict each other on sex and birth: the most trusted register that knows it is believed,
-- and within a register its latest word.
with study_person as (
    select person_id from core.study_person
),

source as (
    select complete_to from core.source where register = 'folkeregisteret'
),

folkeregisteret_person as (
    select * from raw.folkeregisteret_person
    where lopenr in (select person_id from study_person)
),

county_region as (
    select county_code, region_code from reference.county_region
),

kreftregisteret_tilfelle as (
    select lopenr, kjonn, fodselsaar, fodselsmnd, diagnosedato, bofylke_diag from raw.kreftregisteret_tilfelle
    where lopenr in (select person_id from study_person)
),

nornmd_pasient as (
    select lopenr, kjonn, fodselsaar, inklusjonsdato, sh_reg from raw.nornmd_pasient
    where lopenr in (select person_id from study_person)
),

inspire_hresept as (
    select
        lopenr, kjonn, fodselsar, utleveringsdato,
        coalesce(pasfylke2, substr(komnrhjem2, 1, 2)) as county_code
    from raw.inspire_hresept
    where lopenr in (select person_id from study_person)
),

npr_episode as (
    select lopenr, kjonn, fodselsar, inndato, substr(komnrhjem2, 1, 2) as county_code from raw.npr_episode
    where lopenr in (select person_id from study_person)
),

register_word as (
    select
        lopenr, 1 as precedence, statusdato as stated_date,
        cast(kjonn as varchar) as sex_code, fodselsaar as birth_year, fodselsmnd as birth_month
    from folkeregisteret_person
    union all
    select lopenr, 2, diagnosedato, cast(kjonn as varchar), fodselsaar, fodselsmnd
    from kreftregisteret_tilfelle
    union all
    select lopenr, 3, inklusjonsdato, cast(kjonn as varchar), fodselsaar, null
    from nornmd_pasient
    union all
    select lopenr, 4, utleveringsdato, cast(kjonn as varchar), fodselsar, null
    from inspire_hresept
    union all
    select lopenr, 5, inndato, cast(kjonn as varchar), fodselsar, null
    from npr_episode
),

word as (
    select
        lopenr, precedence, stated_date, birth_year, birth_month,
        case
            when lower(trim(sex_code)) in ('1', 'mann') then 'male'
            when lower(trim(sex_code)) in ('2', 'kvinne') then 'female'
        end as sex
    from register_word
),

believed_sex as (
    select
        lopenr, sex,
        row_number() over (
            partition by lopenr order by precedence, stated_date desc nulls last, sex
        ) as choice
    from word
    where sex is not null
),

believed_birth as (
    select
        lopenr, birth_year, birth_month,
        row_number() over (
            partition by lopenr
            order by precedence, stated_date desc nulls last, birth_year, birth_month nulls last
        ) as choice
    from word
    where birth_year is not null
),

address as (
    select lopenr, bofylke_diag as county_code, diagnosedato as stated_date from kreftregisteret_tilfelle
    union all
    select lopenr, county_code, utleveringsdato from inspire_hresept
    union all
    select lopenr, county_code, inndato from npr_episode
),

-- NORNMD has no address; where it follows the person is the next best, as most live there.
region_word as (
    select address.lopenr, 1 as precedence, address.stated_date, county_region.region_code
    from address
    inner join county_region on address.county_code = county_region.county_code
    union all
    select lopenr, 2, inklusjonsdato, cast(sh_reg as varchar)
    from nornmd_pasient
    where sh_reg in (3, 4, 5, 7)
),

residence as (
    select
        lopenr, region_code,
        row_number() over (
            partition by lopenr order by precedence, stated_date desc nulls last, region_code
        ) as choice
    from region_word
),

vital_status as (
    select
        lopenr, dodsdato, innvandretdato,
        coalesce(emigrertdato, case when status = '.' then statusdato end) as left_date
    from folkeregisteret_person
),

final as (
    select
        study_person.person_id,
        coalesce(believed_sex.sex, 'unknown') as sex,
        believed_birth.birth_year,
        believed_birth.birth_month,
        vital_status.dodsdato as death_date,
        case
            when vital_status.innvandretdato > vital_status.left_date then null
            else vital_status.left_date
        end as emigration_date,
        case when vital_status.lopenr is not null then source.complete_to end as vital_complete_to,
        residence.region_code
    from study_person
    left join believed_sex
        on study_person.person_id = believed_sex.lopenr and believed_sex.choice = 1
    left join believed_birth
        on study_person.person_id = believed_birth.lopenr and believed_birth.choice = 1
    left join residence
        on study_person.person_id = residence.lopenr and residence.choice = 1
    left join vital_status on study_person.person_id = vital_status.lopenr
    left join source on true
)

select * from final
