-- No source claims to hold every drug outside antineoplastics (ATC L01) and the agreements' own substances, for
-- hormones come on ordinary prescriptions: their absence says nothing.
with agreement as (
    select agreement_id, combination_window_days from agreement.agreement
),

substance as (
    select agreement_id, atc_code from agreement.substance
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'combination'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

assessed_person as (
    select agreement_id, person_id from cohort.assessed_person
),

therapy_line as (
    select agreement_id, person_id, line_start from cohort.therapy_line where is_index_line
),

treatment_history as (
    select agreement_id, person_id, covered_from_date from cohort.treatment_history
),

drug_exposure as (
    select person_id, exposure_id, atc_code, exposure_date from core.drug_exposure
),

source as (
    select complete_to from core.source where register = 'inspire'
),

source_end as (
    select distinct covers_to
    from reference.source_coverage
    where source in ('hospital', 'h_resept') and covers_to is not null
),

kept_substance as (
    select distinct atc_code from substance
),

-- Without listed values, every other antineoplastic is a partner.
partner as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        coalesce(criterion_value.value, 'L01') as atc_beginning,
        coalesce(substr(criterion_value.value, 1, 3), 'L01') = 'L01' or kept_substance.atc_code is not null
            as is_kept
    from criterion
    left join criterion_value
        on criterion_value.agreement_id = criterion.agreement_id
        and criterion_value.criterion_id = criterion.criterion_id
    left join kept_substance on kept_substance.atc_code = criterion_value.value
),

observable as (
    select agreement_id, criterion_id, bool_and(is_kept) as is_observable
    from partner
    group by agreement_id, criterion_id
),

asked as (
    select
        observable.agreement_id,
        observable.criterion_id,
        observable.is_observable,
        assessed_person.person_id,
        therapy_line.line_start as window_start,
        therapy_line.line_start + agreement.combination_window_days as window_end
    from observable
    inner join agreement on agreement.agreement_id = observable.agreement_id
    inner join assessed_person on assessed_person.agreement_id = observable.agreement_id
    left join therapy_line
        on therapy_line.agreement_id = assessed_person.agreement_id
        and therapy_line.person_id = assessed_person.person_id
),

given as (
    select
        asked.agreement_id,
        asked.criterion_id,
        asked.person_id,
        min(drug_exposure.exposure_id) as exposure_id
    from asked
    inner join drug_exposure
        on drug_exposure.person_id = asked.person_id
        and drug_exposure.exposure_date between asked.window_start and asked.window_end
    inner join partner
        on partner.agreement_id = asked.agreement_id
        and partner.criterion_id = asked.criterion_id
        and substr(drug_exposure.atc_code, 1, length(partner.atc_beginning)) = partner.atc_beginning
    left join substance
        on substance.agreement_id = asked.agreement_id and substance.atc_code = drug_exposure.atc_code
    where substance.atc_code is null
    group by asked.agreement_id, asked.criterion_id, asked.person_id
),

-- Whether nothing else was given is known where every source of drugs covers the whole window.
covered as (
    select asked.agreement_id, asked.criterion_id, asked.person_id
    from asked
    inner join treatment_history
        on treatment_history.agreement_id = asked.agreement_id
        and treatment_history.person_id = asked.person_id
        and treatment_history.covered_from_date <= asked.window_start
    inner join source on source.complete_to >= asked.window_end
    left join source_end on source_end.covers_to between asked.window_start and asked.window_end
    where asked.is_observable and asked.window_end <= $data_cut and source_end.covers_to is null
),

final as (
    select
        asked.agreement_id,
        asked.criterion_id,
        asked.person_id,
        case
            when given.exposure_id is not null then 'met' when covered.person_id is not null then 'not_met'
            else 'unknown'
        end as verdict,
        case
            when given.exposure_id is not null then 'core.drug_exposure/' || given.exposure_id
            when covered.person_id is not null then 'cohort.treatment_history/' || asked.person_id
        end as evidence
    from asked
    left join given
        on given.agreement_id = asked.agreement_id
        and given.criterion_id = asked.criterion_id
        and given.person_id = asked.person_id
    left join covered
        on covered.agreement_id = asked.agreement_id
        and covered.criterion_id = asked.criterion_id
        and covered.person_id = asked.person_id
)

select * from final
