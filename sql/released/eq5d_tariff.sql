with eq5d_tariff as (
    select tariff, population, origin from reference.eq5d_tariff
),

patient_reported as (
    select eq5d_tariff from agreement.patient_reported where eq5d_tariff is not null
),

final as (
    select distinct
        $data_cut as data_cut,
        eq5d_tariff.tariff,
        eq5d_tariff.population,
        eq5d_tariff.origin
    from eq5d_tariff
    inner join patient_reported on patient_reported.eq5d_tariff = eq5d_tariff.tariff
)

select * from final
