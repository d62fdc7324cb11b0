with treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person
),

hospital_episode as (
    select person_id, episode_id, admission_date, drg_points, is_drug_treatment_drg
    from core.hospital_episode
    where admission_date <= $data_cut
),

drg_unit_price as (
    select price_year, unit_price_nok from reference.drg_unit_price
),

newest_price as (
    select unit_price_nok
    from drg_unit_price
    where price_year = (select max(price_year) from drg_unit_price)
),

final as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        hospital_episode.episode_id,
        date_diff('day', treated_person.index_date, hospital_episode.admission_date) as days_from_index,
        hospital_episode.drg_points,
        cast(hospital_episode.drg_points * newest_price.unit_price_nok as decimal(18, 2)) as cost_nok,
        hospital_episode.is_drug_treatment_drg
    from treated_person
    inner join hospital_episode
        on hospital_episode.person_id = treated_person.person_id
        and hospital_episode.admission_date >= treated_person.index_date
    left join newest_price on true
)

select * from final
