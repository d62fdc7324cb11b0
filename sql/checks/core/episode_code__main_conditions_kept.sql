-- Main conditions were lost or doubled when wide rows were turned long: so may be every other code.
with register as (
    select count(*) as n_sent
    from raw.npr_episode
    where
        lopenr in (select person_id from core.study_person)
        and regexp_matches(tilstand_1_1, '[A-Za-z0-9]')
),

kept as (
    select count(*) as n_kept
    from core.episode_code
    where code_type = 'condition' and position = 1
)

select n_sent, n_kept from register cross join kept where n_sent <> n_kept
