-- 90 days: from the day a patient qualifies to the first dose there is a decision, an order and a first visit, which
-- seldom takes longer; who has been followed for less cannot be called untreated.
with agreement as (
    select agreement_id, treatment_source, treatment_register from agreement.agreement where not is_proposal
),

substance as (
    select agreement_id, atc_code from agreement.substance
),

disease_register as (
    select agreement_id from cohort.disease_register where names_diagnosis
),

assessed_person as (
    select agreement_id, person_id, is_treated, judged_at_date, starter from cohort.assessed_person
),

eligibility as (
    select agreement_id, person_id, verdict from cohort.eligibility where verdict in ('inside', 'undetermined')
),

person as (
    select person_id, region_code from core.person
),

drug_exposure as (
    select person_id, atc_code, source from core.drug_exposure
),

episode_code as (
    select person_id, code from core.episode_code where code_type = 'drug'
),

source as (
    select register, complete_to from core.source
),

source_coverage as (
    select source, region_code, covers_from, covers_to from reference.source_coverage
),

followed as (
    select
        agreement.agreement_id,
        agreement.treatment_source,
        least(source.complete_to, $data_cut) as followed_to_date
    from agreement
    inner join disease_register on disease_register.agreement_id = agreement.agreement_id
    inner join source on source.register = agreement.treatment_register
),

base as (
    select
        assessed_person.agreement_id,
        assessed_person.person_id,
        assessed_person.is_treated,
        assessed_person.judged_at_date,
        followed.treatment_source,
        eligibility.verdict,
        person.region_code
    from assessed_person
    inner join followed
        on followed.agreement_id = assessed_person.agreement_id
        and followed.followed_to_date >= assessed_person.judged_at_date + 90
    inner join eligibility
        on eligibility.agreement_id = assessed_person.agreement_id
        and eligibility.person_id = assessed_person.person_id
    left join person on person.person_id = assessed_person.person_id
    where not assessed_person.is_treated or assessed_person.starter = 'new_starter'
),

-- Treated persons from a region that does not deliver are known, untreated ones there are not: a share of the known
-- would be a share of the treated alone, so both are left unknown. Who has the disease is known from a quality
-- register's own persons: it covers them.
covered as (
    select base.agreement_id, base.person_id
    from base
    inner join source_coverage
        on source_coverage.source = base.treatment_source
        and (source_coverage.region_code is null or source_coverage.region_code = base.region_code)
        and source_coverage.covers_from <= base.judged_at_date
        and (source_coverage.covers_to is null or source_coverage.covers_to >= base.judged_at_date + 90)
    union
    select agreement_id, person_id from base where treatment_source = 'quality_register'
),

seen_elsewhere as (
    select base.agreement_id, base.person_id
    from base
    inner join substance on substance.agreement_id = base.agreement_id
    inner join drug_exposure
        on drug_exposure.person_id = base.person_id
        and drug_exposure.atc_code = substance.atc_code
        and drug_exposure.source <> base.treatment_source
    union
    select base.agreement_id, base.person_id
    from base
    inner join substance on substance.agreement_id = base.agreement_id
    inner join episode_code
        on episode_code.person_id = base.person_id and episode_code.code = substance.atc_code
),

final as (
    select
        base.agreement_id,
        base.person_id,
        base.verdict,
        case
            when covered.person_id is null then 'not_known'
            when base.is_treated then 'treated'
            when seen_elsewhere.person_id is null then 'untreated'
            else 'not_known'
        end as uptake,
        base.judged_at_date,
        base.region_code
    from base
    left join covered on covered.agreement_id = base.agreement_id and covered.person_id = base.person_id
    left join seen_elsewhere
        on seen_elsewhere.agreement_id = base.agreement_id and seen_elsewhere.person_id = base.person_id
)

select * from final
