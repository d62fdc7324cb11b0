-- Registers contradict each other on sex and birth: the most trusted register that knows it is believed,
-- and within a register its latest word.
with study_person as (
    select person_id from core.study_person
),

person_statement as (
    select person_id, precedence, stated_date, sex, birth_year, birth_month from core.person_statement
),

source as (
    select complete_to from core.source where register = 'folkeregisteret'
),

folkeregisteret_person as (
    select lopenr, status, statusdato, dodsdato, emigrertdato, innvandretdato from raw.folkeregisteret_person
    where lopenr in (select person_id from study_person)
),

county_region as (
    select county_code, region_code from reference.county_region
),

kreftregisteret_tilfelle as (
    select lopenr, diagnosedato, bofylke_diag from raw.kreftregisteret_tilfelle
    where lopenr in (select person_id from study_person)
),

nornmd_pasient as (
    select lopenr, inklusjonsdato, sh_reg from raw.nornmd_pasient
    where lopenr in (select person_id from study_person)
),

inspire_hresept as (
    select
        lopenr, utleveringsdato,
        coalesce(pasfylke2, substr(komnrhjem2, 1, 2)) as county_code
    from raw.inspire_hresept
    where lopenr in (select person_id from study_person)
),

npr_episode as (
    select lopenr, inndato, substr(komnrhjem2, 1, 2) as county_code from raw.npr_episode
    where lopenr in (select person_id from study_person)
),

believed_sex as (
    select
        person_id, sex,
        row_number() over (
            partition by person_id order by precedence, stated_date desc nulls last, sex
        ) as choice
    from person_statement
    where sex is not null
),

believed_birth as (
    select
        person_id, birth_year, birth_month,
        row_number() over (
            partition by person_id
            order by precedence, stated_date desc nulls last, birth_year, birth_month nulls last
        ) as choice
    from person_statement
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
        on study_person.person_id = believed_sex.person_id and believed_sex.choice = 1
    left join believed_birth
        on study_person.person_id = believed_birth.person_id and believed_birth.choice = 1
    left join residence
        on study_person.person_id = residence.lopenr and residence.choice = 1
    left join vital_status on study_person.person_id = vital_status.lopenr
    left join source on true
)

select * from final
