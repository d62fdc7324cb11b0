-- An episode's cost is not its DRG points at the newest unit price (to the øre, for rounding).
with hospital_cost as (
    select agreement_id, drg_points, cost_nok from outcome.hospital_cost
),

drg_unit_price as (
    select price_year, unit_price_nok from reference.drg_unit_price
),

newest_price as (
    select unit_price_nok
    from drg_unit_price
    where price_year = (select max(price_year) from drg_unit_price)
)

select hospital_cost.agreement_id, count(*) as n_episodes
from hospital_cost
left join newest_price on true
where
    abs(hospital_cost.cost_nok - hospital_cost.drg_points * newest_price.unit_price_nok) > 0.01
    or (hospital_cost.cost_nok is null) <> (hospital_cost.drg_points is null or newest_price.unit_price_nok is null)
group by hospital_cost.agreement_id
