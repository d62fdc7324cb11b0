-- NPR sends up to 66 code columns per episode; here each code is a row. A column's name says what it
-- holds and in which place, and is read, not listed again.
with study_person as (
    select person_id from core.study_person
),

npr_episode as (
    select
        lopenr, cast(episode_lnr as varchar) as episode_id,
        tilstand_1_1, tilstand_1_2, tilstand_2_1, tilstand_3_1, tilstand_4_1, tilstand_5_1,
        tilstand_6_1, tilstand_7_1, tilstand_8_1, tilstand_9_1, tilstand_10_1, tilstand_11_1,
        tilstand_12_1, tilstand_13_1, tilstand_14_1, tilstand_15_1, tilstand_16_1, tilstand_17_1,
        tilstand_18_1, tilstand_19_1, tilstand_20_1,
        ncsp_1, ncsp_2, ncsp_3, ncsp_4, ncsp_5, ncsp_6, ncsp_7, ncsp_8, ncsp_9, ncsp_10, ncsp_11,
        ncsp_12, ncsp_13, ncsp_14, ncsp_15, ncsp_16, ncsp_17, ncsp_18, ncsp_19, ncsp_20,
        ncmp_1, ncmp_2, ncmp_3, ncmp_4, ncmp_5, ncmp_6, ncmp_7, ncmp_8, ncmp_9, ncmp_10, ncmp_11,
        ncmp_12, ncmp_13, ncmp_14, ncmp_15, ncmp_16, ncmp_17, ncmp_18, ncmp_19, ncmp_20,
        atc_1, atc_2, atc_3, atc_4, atc_5
    from raw.npr_episode
    where lopenr in (select person_id from study_person)
),

field as (
    select lopenr, episode_id, field, translate(upper(raw_code), ' .,/', '') as code
    from npr_episode
    unpivot (
        raw_code for field in (
            tilstand_1_1, tilstand_1_2, tilstand_2_1, tilstand_3_1, tilstand_4_1, tilstand_5_1,
            tilstand_6_1, tilstand_7_1, tilstand_8_1, tilstand_9_1, tilstand_10_1, tilstand_11_1,
            tilstand_12_1, tilstand_13_1, tilstand_14_1, tilstand_15_1, tilstand_16_1, tilstand_17_1,
            tilstand_18_1, tilstand_19_1, tilstand_20_1,
            ncsp_1, ncsp_2, ncsp_3, ncsp_4, ncsp_5, ncsp_6, ncsp_7, ncsp_8, ncsp_9, ncsp_10, ncsp_11,
            ncsp_12, ncsp_13, ncsp_14, ncsp_15, ncsp_16, ncsp_17, ncsp_18, ncsp_19, ncsp_20,
            ncmp_1, ncmp_2, ncmp_3, ncmp_4, ncmp_5, ncmp_6, ncmp_7, ncmp_8, ncmp_9, ncmp_10, ncmp_11,
            ncmp_12, ncmp_13, ncmp_14, ncmp_15, ncmp_16, ncmp_17, ncmp_18, ncmp_19, ncmp_20,
            atc_1, atc_2, atc_3, atc_4, atc_5
        )
    )
),

placed as (
    select
        lopenr, episode_id, field, code,
        split_part(field, '_', 1) as kind,
        cast(split_part(field, '_', 2) as integer) as place
    from field
    where code <> ''
),

final as (
    select
        lopenr as person_id,
        episode_id,
        case
            when kind = 'tilstand' then 'condition'
            when kind = 'atc' then 'drug'
            -- Drug codes have strayed into the procedure columns.
            when regexp_matches(code, '^[A-Z]?[0-9]') then 'drug'
            else 'procedure'
        end as code_type,
        case
            when field = 'tilstand_1_2' then 21
            when kind = 'ncmp' then place + 20
            when kind = 'atc' then place + 40
            else place
        end as position,
        code
    from placed
)

select * from final
