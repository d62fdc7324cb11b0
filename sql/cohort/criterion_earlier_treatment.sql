-- No source claims to hold every drug outside antineoplastics (ATC L01) and the agreements' own substances, for
-- hormones come on ordinary prescriptions: their absence says nothing.
with substance as (
    select distinct atc_code from agreement.substance
),

criterion as (
    select agreement_id, criterion_id, subject, minimum, maximum, within_days
    from agreement.criterion
    where kind = 'earlier_treatment'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

assessed_person as (
    select agreement_id, person_id, judged_at_date from cohort.assessed_person
),

treatment_history as (
    select agreement_id, person_id, n_earlier_lines, disease_from_date, is_complete from cohort.treatment_history
),

transplant as (
    select person_id, transplant_date, is_dated, evidence from cohort.transplant
),

drug_exposure as (
    select person_id, exposure_id, atc_code, regimen_code, exposure_date from core.drug_exposure
),

code_list as (
    select valid_from
    from reference.code_list
    where list = 'transplant' and code_system in ('procedure', 'drg') and valid_to is null
),

source as (
    select complete_to from core.source where register = 'npr'
),

-- NPR holds every hospital stay from the day the list's codes count to the day it is complete to.
counted_from as (
    select max(valid_from) as complete_from from code_list
),

counted_to as (
    select max(complete_to) as complete_to from source
),

npr as (
    select counted_from.complete_from, counted_to.complete_to from counted_from cross join counted_to
),

asked as (
    select
        criterion.*,
        assessed_person.person_id,
        assessed_person.judged_at_date,
        coalesce(assessed_person.judged_at_date - criterion.within_days, date '1900-01-01') as counted_from_date,
        treatment_history.n_earlier_lines,
        treatment_history.disease_from_date,
        coalesce(treatment_history.is_complete, false) as is_complete
    from criterion
    inner join assessed_person on assessed_person.agreement_id = criterion.agreement_id
    left join treatment_history
        on treatment_history.agreement_id = assessed_person.agreement_id
        and treatment_history.person_id = assessed_person.person_id
),

-- More lines than recorded may have been given: the number is a lower limit unless the history is complete.
by_lines as (
    select
        agreement_id,
        criterion_id,
        person_id,
        case
            when n_earlier_lines >= maximum then 'not_met'
            when n_earlier_lines >= coalesce(minimum, 0) and (maximum is null or is_complete) then 'met'
            when n_earlier_lines < minimum and is_complete then 'not_met'
            else 'unknown'
        end as verdict,
        'cohort.treatment_history/' || person_id as evidence
    from asked
    where subject = 'lines'
),

earlier_dose as (
    select
        asked.agreement_id,
        asked.criterion_id,
        asked.person_id,
        asked.subject,
        drug_exposure.exposure_id,
        case asked.subject when 'substances' then drug_exposure.atc_code else drug_exposure.regimen_code end as code
    from asked
    inner join drug_exposure
        on drug_exposure.person_id = asked.person_id
        and drug_exposure.exposure_date < asked.judged_at_date
        and drug_exposure.exposure_date >= asked.counted_from_date
    where asked.subject in ('substances', 'regimens')
),

listed_dose as (
    select
        earlier_dose.agreement_id,
        earlier_dose.criterion_id,
        earlier_dose.person_id,
        min(earlier_dose.exposure_id) as exposure_id
    from earlier_dose
    inner join criterion_value
        on criterion_value.agreement_id = earlier_dose.agreement_id
        and criterion_value.criterion_id = earlier_dose.criterion_id
        and substr(earlier_dose.code, 1, length(criterion_value.value)) = criterion_value.value
    group by earlier_dose.agreement_id, earlier_dose.criterion_id, earlier_dose.person_id
),

-- A dose without a regimen may have been of the one that is asked for.
unnamed_dose as (
    select distinct agreement_id, criterion_id, person_id from earlier_dose where code is null
),

unkept as (
    select distinct criterion.agreement_id, criterion.criterion_id
    from criterion
    inner join criterion_value
        on criterion_value.agreement_id = criterion.agreement_id
        and criterion_value.criterion_id = criterion.criterion_id
    left join substance on substance.atc_code = criterion_value.value
    where
        criterion.subject = 'substances'
        and substr(criterion_value.value, 1, 3) <> 'L01'
        and substance.atc_code is null
),

by_doses as (
    select
        asked.agreement_id,
        asked.criterion_id,
        asked.person_id,
        case
            when listed_dose.exposure_id is not null then 'met'
            when asked.is_complete and unnamed_dose.person_id is null and unkept.criterion_id is null then 'not_met'
            else 'unknown'
        end as verdict,
        coalesce(
            'core.drug_exposure/' || listed_dose.exposure_id, 'cohort.treatment_history/' || asked.person_id
        ) as evidence
    from asked
    left join listed_dose
        on listed_dose.agreement_id = asked.agreement_id
        and listed_dose.criterion_id = asked.criterion_id
        and listed_dose.person_id = asked.person_id
    left join unnamed_dose
        on unnamed_dose.agreement_id = asked.agreement_id
        and unnamed_dose.criterion_id = asked.criterion_id
        and unnamed_dose.person_id = asked.person_id
    left join unkept on unkept.agreement_id = asked.agreement_id and unkept.criterion_id = asked.criterion_id
    where asked.subject in ('substances', 'regimens')
),

-- A contact that tells of a transplantation in the past dates it only by its own day: it was before that.
transplanted as (
    select
        asked.agreement_id,
        asked.criterion_id,
        asked.person_id,
        min(transplant.evidence) filter (
            where case
                when transplant.is_dated
                    then transplant.transplant_date < asked.judged_at_date
                    and transplant.transplant_date >= asked.counted_from_date
                else transplant.transplant_date <= asked.judged_at_date and asked.within_days is null
            end
        ) as evidence,
        bool_or(not transplant.is_dated) as has_undated
    from asked
    inner join transplant on transplant.person_id = asked.person_id
    where asked.subject = 'transplant'
    group by asked.agreement_id, asked.criterion_id, asked.person_id
),

by_transplants as (
    select
        asked.agreement_id,
        asked.criterion_id,
        asked.person_id,
        case
            when transplanted.evidence is not null then 'met'
            when transplanted.has_undated then 'unknown'
            when asked.disease_from_date >= npr.complete_from and asked.judged_at_date <= npr.complete_to then 'not_met'
            else 'unknown'
        end as verdict,
        coalesce(transplanted.evidence, 'cohort.treatment_history/' || asked.person_id) as evidence
    from asked
    cross join npr
    left join transplanted
        on transplanted.agreement_id = asked.agreement_id
        and transplanted.criterion_id = asked.criterion_id
        and transplanted.person_id = asked.person_id
    where asked.subject = 'transplant'
),

judged as (
    select * from by_lines
    union all
    select * from by_doses
    union all
    select * from by_transplants
),

final as (
    select
        agreement_id,
        criterion_id,
        person_id,
        verdict,
        case when verdict <> 'unknown' then evidence end as evidence
    from judged
)

select * from final
