with treated_person as (
    select agreement_id, person_id from cohort.treated_person
),

disease_candidate as (
    select agreement_id, person_id, evidence, tumour_id, icd10_code, is_of_indication, is_in_window
    from cohort.disease_candidate
),

index_line as (
    select agreement_id, person_id, line_start, line_end from cohort.therapy_line where is_index_line
),

substance as (
    select agreement_id, atc_code from agreement.substance
),

refund_code as (
    select agreement_id, code from agreement.refund_code
),

regimen as (
    select agreement_id, regimen_code from agreement.regimen
),

drug_exposure as (
    select exposure_id, person_id, atc_code, exposure_date, refund_code, regimen_code from core.drug_exposure
),

course_record as (
    select
        index_line.agreement_id,
        index_line.person_id,
        drug_exposure.refund_code,
        drug_exposure.regimen_code,
        min(drug_exposure.exposure_id) as exposure_id
    from index_line
    inner join substance on substance.agreement_id = index_line.agreement_id
    inner join drug_exposure
        on drug_exposure.person_id = index_line.person_id
        and drug_exposure.atc_code = substance.atc_code
        and drug_exposure.exposure_date between index_line.line_start and index_line.line_end
    where drug_exposure.refund_code is not null or drug_exposure.regimen_code is not null
    group by
        index_line.agreement_id, index_line.person_id, drug_exposure.refund_code, drug_exposure.regimen_code
),

candidate as (
    select
        *,
        sum(case when is_of_indication then 1 else 0 end) over (partition by agreement_id, person_id) as n_of_indication
    from disease_candidate
    where is_in_window
),

names_indication as (
    select course_record.agreement_id, course_record.person_id, 'refund_code' as rule, course_record.exposure_id
    from course_record
    inner join refund_code
        on refund_code.agreement_id = course_record.agreement_id
        and substr(course_record.refund_code, 1, length(refund_code.code)) = refund_code.code
    union all
    select course_record.agreement_id, course_record.person_id, 'regimen' as rule, course_record.exposure_id
    from course_record
    inner join regimen
        on regimen.agreement_id = course_record.agreement_id
        and regimen.regimen_code = course_record.regimen_code
),

-- ICD-10 codes have at least three characters: anything shorter names no disease.
pointing as (
    select candidate.agreement_id, candidate.person_id, candidate.evidence, 'refund_code' as rule,
        course_record.exposure_id
    from candidate
    inner join course_record
        on course_record.agreement_id = candidate.agreement_id
        and course_record.person_id = candidate.person_id
        and length(course_record.refund_code) >= 3
        and substr(candidate.icd10_code, 1, length(course_record.refund_code)) = course_record.refund_code
    union all
    select candidate.agreement_id, candidate.person_id, candidate.evidence, names_indication.rule,
        names_indication.exposure_id
    from candidate
    inner join names_indication
        on names_indication.agreement_id = candidate.agreement_id
        and names_indication.person_id = candidate.person_id
    where candidate.is_of_indication and candidate.n_of_indication = 1
),

pointed as (
    select
        agreement_id,
        person_id,
        min(evidence) as disease,
        case when count(*) filter (where rule = 'refund_code') > 0 then 'refund_code' else 'regimen' end as rule,
        coalesce(min(exposure_id) filter (where rule = 'refund_code'), min(exposure_id)) as exposure_id
    from pointing
    group by agreement_id, person_id
    having count(distinct evidence) = 1
),

counted as (
    select
        agreement_id,
        person_id,
        count(*) filter (where is_in_window) as n_candidates,
        count(*) filter (where is_in_window and is_of_indication) as n_of_indication,
        count(*) as n_primaries,
        min(evidence) filter (where is_in_window) as first_disease
    from disease_candidate
    group by agreement_id, person_id
),

classed as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        coalesce(counted.n_candidates, 0) as n_candidates,
        coalesce(counted.n_of_indication, 0) as n_of_indication,
        coalesce(counted.n_primaries, 0) as n_primaries,
        pointed.rule,
        pointed.exposure_id,
        case
            when pointed.disease is not null then pointed.disease
            when counted.n_candidates = 1 then counted.first_disease
        end as disease,
        case
            when pointed.disease is not null then 'certain'
            when counted.n_candidates = 1 then 'one_candidate'
            when counted.n_candidates > 1 then 'several'
            else 'none'
        end as ambiguity
    from treated_person
    left join counted
        on counted.agreement_id = treated_person.agreement_id and counted.person_id = treated_person.person_id
    left join pointed
        on pointed.agreement_id = treated_person.agreement_id and pointed.person_id = treated_person.person_id
),

final as (
    select
        classed.agreement_id,
        classed.person_id,
        classed.ambiguity,
        case
            when candidate.is_of_indication then 'indication'
            when not candidate.is_of_indication then 'other_disease'
            when classed.ambiguity = 'several' and classed.n_of_indication = classed.n_candidates then 'indication'
            else 'unknown'
        end as attributed_to,
        candidate.tumour_id,
        cast(classed.n_candidates as integer) as n_candidates,
        cast(classed.n_primaries as integer) as n_primaries,
        coalesce(classed.exposure_id, classed.disease) as evidence,
        case
            when classed.ambiguity = 'certain' then classed.rule
            when classed.ambiguity = 'one_candidate' then 'site'
            when classed.ambiguity = 'several' and classed.n_of_indication = classed.n_candidates then 'site'
            else 'none'
        end as rule
    from classed
    left join candidate
        on candidate.agreement_id = classed.agreement_id
        and candidate.person_id = classed.person_id
        and candidate.evidence = classed.disease
)

select * from final
