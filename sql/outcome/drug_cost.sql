with treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person
),

agreement_exposure as (
    select agreement_id, person_id, exposure_date, drug_cost_nok from cohort.agreement_exposure
),

final as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        agreement_exposure.exposure_date as cost_date,
        date_diff('day', treated_person.index_date, agreement_exposure.exposure_date) as days_from_index,
        cast(coalesce(sum(agreement_exposure.drug_cost_nok), 0) as decimal(18, 2)) as cost_nok,
        count(*) - count(agreement_exposure.drug_cost_nok) as n_unpriced
    from treated_person
    inner join agreement_exposure
        on agreement_exposure.agreement_id = treated_person.agreement_id
        and agreement_exposure.person_id = treated_person.person_id
    group by
        treated_person.agreement_id,
        treated_person.person_id,
        treated_person.index_date,
        agreement_exposure.exposure_date
)

select * from final
