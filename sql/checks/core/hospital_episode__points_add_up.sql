-- Episodes or their DRG points were lost or doubled: so would be the hospital cost.
with register as (
    select count(*) as n_sent, coalesce(sum(coalesce(korrvekt, vekt)), 0) as points_sent
    from raw.npr_episode
    where lopenr in (select person_id from core.study_person)
),

kept as (
    select count(*) as n_kept, coalesce(sum(drg_points), 0) as points_kept from core.hospital_episode
)

select n_sent, n_kept, points_sent, points_kept
from register
cross join kept
where n_sent <> n_kept or points_sent <> points_kept
