with agreement as (
    select agreement_id, start_date, minimum_age_years, maximum_age_years
    from agreement.agreement
    where not is_proposal
),

criterion as (
    select agreement_id, criterion_id, kind, coalesce('alternative/' || alternative_group, criterion_id) as requirement
    from agreement.criterion
    where kind in ('biomarker', 'course_event', 'stage') and not is_absence
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

treated_person as (
    select * from cohort.treated_person
),

agreement_exposure as (
    select distinct agreement_id, person_id from cohort.agreement_exposure
),

disease_register as (
    select agreement_id, complete_to from cohort.disease_register
),

agreement_disease as (
    select * from cohort.agreement_disease
),

person as (
    select person_id, sex, birth_year, birth_month, death_date, emigration_date, region_code from core.person
),

biomarker as (
    select person_id, tumour_id, biomarker, sample_date from core.biomarker where result = 'positive'
),

course_event as (
    select person_id, tumour_id, event_type, event_date from core.course_event
),

-- Who received the drug at an age outside the scope was treated too.
untreated_disease as (
    select
        agreement_disease.agreement_id,
        agreement_disease.person_id,
        agreement_disease.evidence,
        agreement_disease.tumour_id,
        agreement_disease.diagnosis_date,
        agreement_disease.spread,
        agreement.start_date,
        agreement.minimum_age_years,
        agreement.maximum_age_years,
        disease_register.complete_to
    from agreement_disease
    inner join agreement on agreement.agreement_id = agreement_disease.agreement_id
    inner join disease_register on disease_register.agreement_id = agreement_disease.agreement_id
    left join agreement_exposure
        on agreement_exposure.agreement_id = agreement_disease.agreement_id
        and agreement_exposure.person_id = agreement_disease.person_id
    where
        agreement_exposure.person_id is null
        and agreement_disease.diagnosis_date <= disease_register.complete_to
),

listed as (
    select criterion.agreement_id, criterion.criterion_id, criterion.kind, criterion.requirement, criterion_value.value
    from criterion
    inner join criterion_value
        on criterion_value.agreement_id = criterion.agreement_id
        and criterion_value.criterion_id = criterion.criterion_id
),

awaited as (
    select
        untreated_disease.agreement_id,
        untreated_disease.person_id,
        untreated_disease.evidence,
        untreated_disease.tumour_id,
        untreated_disease.diagnosis_date,
        untreated_disease.spread,
        listed.kind,
        listed.requirement,
        listed.value
    from untreated_disease
    inner join listed on listed.agreement_id = untreated_disease.agreement_id
),

-- What was spread at diagnosis waits for no report of later spread.
found as (
    select agreement_id, evidence, requirement, diagnosis_date as found_date
    from awaited
    where kind = 'stage' and value = spread
    union all
    select awaited.agreement_id, awaited.evidence, awaited.requirement, biomarker.sample_date as found_date
    from awaited
    inner join biomarker
        on awaited.kind = 'biomarker'
        and biomarker.person_id = awaited.person_id
        and biomarker.biomarker = awaited.value
        and (biomarker.tumour_id is null or biomarker.tumour_id = awaited.tumour_id)
    union all
    select awaited.agreement_id, awaited.evidence, awaited.requirement, course_event.event_date as found_date
    from awaited
    inner join course_event
        on awaited.kind in ('course_event', 'stage')
        and course_event.person_id = awaited.person_id
        and course_event.event_type = awaited.value
        and (course_event.tumour_id is null or course_event.tumour_id = awaited.tumour_id)
),

first_found as (
    select agreement_id, evidence, requirement, min(found_date) as found_date
    from found
    group by agreement_id, evidence, requirement
),

all_found as (
    select agreement_id, evidence, count(*) as n_found, max(found_date) as found_date
    from first_found
    group by agreement_id, evidence
),

all_awaited as (
    select agreement_id, evidence, count(distinct requirement) as n_awaited
    from awaited
    group by agreement_id, evidence
),

-- Who looked eligible before the agreement could have the drug from its first day, if still here.
looks_eligible as (
    select
        untreated_disease.*,
        coalesce(all_found.n_found, 0) = coalesce(all_awaited.n_awaited, 0) as is_all_found,
        person.death_date,
        person.emigration_date,
        greatest(
            untreated_disease.diagnosis_date,
            coalesce(all_found.found_date, untreated_disease.diagnosis_date)
        ) as eligible_date
    from untreated_disease
    left join all_awaited
        on all_awaited.agreement_id = untreated_disease.agreement_id
        and all_awaited.evidence = untreated_disease.evidence
    left join all_found
        on all_found.agreement_id = untreated_disease.agreement_id
        and all_found.evidence = untreated_disease.evidence
    left join person on person.person_id = untreated_disease.person_id
),

could_begin as (
    select *, greatest(eligible_date, start_date) as could_begin_date
    from looks_eligible
    where
        eligible_date >= start_date
        or (coalesce(death_date > start_date, true) and coalesce(emigration_date > start_date, true))
),

-- A disease of which everything awaited was found comes before one that still lacks something.
first_eligible as (
    select
        agreement_id,
        person_id,
        minimum_age_years,
        maximum_age_years,
        coalesce(
            min(could_begin_date) filter (where is_all_found), min(could_begin_date)
        ) as judged_at_date
    from could_begin
    where could_begin_date <= complete_to
    group by agreement_id, person_id, minimum_age_years, maximum_age_years
),

-- Age as in cohort.treated_person.
described as (
    select
        first_eligible.*,
        coalesce(person.sex, 'unknown') as sex,
        person.region_code,
        cast(
            12 * (year(first_eligible.judged_at_date) - person.birth_year)
            + month(first_eligible.judged_at_date) - person.birth_month
            + (day(first_eligible.judged_at_date) - 15) / 31.0
        as double) as age_months
    from first_eligible
    left join person on person.person_id = first_eligible.person_id
),

aged as (
    select
        *,
        case when age_months >= 0 then age_months / 12 when age_months > -1 then 0 end as age_years
    from described
),

final as (
    select
        agreement_id,
        person_id,
        true as is_treated,
        index_date as judged_at_date,
        evidence_until_date,
        age_years,
        sex,
        hospital_id,
        region_code,
        starter
    from treated_person
    union all
    select
        agreement_id,
        person_id,
        false as is_treated,
        judged_at_date,
        judged_at_date + 30 as evidence_until_date,
        age_years,
        sex,
        null as hospital_id,
        region_code,
        null as starter
    from aged
    where
        (age_years >= minimum_age_years or age_years is null or minimum_age_years is null)
        and (age_years < maximum_age_years or age_years is null or maximum_age_years is null)
)

select * from final
