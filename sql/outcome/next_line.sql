-- Each substance is dated by its first record on or after the index date: one that began by day 28 is given
-- beside the drug, also when it goes on; one that was used before the index date only may come back as a new line.
with treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person
),

substance as (
    select agreement_id, atc_code from agreement.substance
),

antineoplastic as (
    select person_id, atc_code, exposure_date
    from core.drug_exposure
    where atc_code like 'L01%' and exposure_date <= $data_cut
),

begun as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        treated_person.index_date,
        antineoplastic.atc_code,
        min(antineoplastic.exposure_date) as begun_date
    from treated_person
    inner join antineoplastic
        on antineoplastic.person_id = treated_person.person_id
        and antineoplastic.exposure_date >= treated_person.index_date
    left join substance
        on substance.agreement_id = treated_person.agreement_id
        and substance.atc_code = antineoplastic.atc_code
    where substance.atc_code is null
    group by
        treated_person.agreement_id,
        treated_person.person_id,
        treated_person.index_date,
        antineoplastic.atc_code
),

final as (
    select agreement_id, person_id, min(begun_date) as next_line_date
    from begun
    where begun_date > index_date + 28
    group by agreement_id, person_id
)

select * from final
