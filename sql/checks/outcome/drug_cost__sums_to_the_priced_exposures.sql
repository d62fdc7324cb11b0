-- Money is lost or counted twice between the recorded doses and the persons' drug cost.
with agreement as (
    select agreement_id, treatment_source from agreement.agreement
),

substance as (
    select agreement_id, atc_code from agreement.substance
),

treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person
),

recorded as (
    select treated_person.agreement_id, sum(drug_exposure.drug_cost_nok) as recorded_nok
    from treated_person
    inner join agreement on agreement.agreement_id = treated_person.agreement_id
    inner join substance on substance.agreement_id = treated_person.agreement_id
    inner join core.drug_exposure as drug_exposure
        on drug_exposure.person_id = treated_person.person_id
        and drug_exposure.atc_code = substance.atc_code
        and drug_exposure.source = agreement.treatment_source
        and drug_exposure.exposure_date >= treated_person.index_date
    group by treated_person.agreement_id
),

counted as (
    select agreement_id, sum(cost_nok) as counted_nok from outcome.drug_cost group by agreement_id
)

select agreement.agreement_id, recorded.recorded_nok, counted.counted_nok
from agreement
left join recorded on recorded.agreement_id = agreement.agreement_id
left join counted on counted.agreement_id = agreement.agreement_id
where coalesce(recorded.recorded_nok, 0) <> coalesce(counted.counted_nok, 0)
