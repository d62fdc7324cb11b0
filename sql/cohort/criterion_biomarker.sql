-- A test of another disease than the agreement's does not count; one that names no tumour does.
with assessed_person as (
    select agreement_id, person_id, evidence_until_date from cohort.assessed_person
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'biomarker'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

biomarker as (
    select person_id, tumour_id, event_id, biomarker, sample_date, result from core.biomarker
),

other_disease as (
    select agreement_id, tumour_id from cohort.registered_disease where not is_diagnosis
),

judged as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        assessed_person.person_id,
        min(biomarker.event_id) filter (
            where biomarker.result = 'positive' and other_disease.tumour_id is null
        ) as positive_event_id,
        min(biomarker.event_id) filter (
            where biomarker.result = 'negative' and other_disease.tumour_id is null
        ) as negative_event_id,
        count(distinct criterion_value.value) as n_listed,
        count(distinct criterion_value.value) filter (
            where biomarker.result = 'negative' and other_disease.tumour_id is null
        ) as n_negative
    from assessed_person
    inner join criterion on criterion.agreement_id = assessed_person.agreement_id
    inner join criterion_value
        on criterion_value.agreement_id = criterion.agreement_id
        and criterion_value.criterion_id = criterion.criterion_id
    left join biomarker
        on biomarker.person_id = assessed_person.person_id
        and biomarker.biomarker = criterion_value.value
        and biomarker.sample_date <= assessed_person.evidence_until_date
    left join other_disease
        on other_disease.agreement_id = assessed_person.agreement_id
        and other_disease.tumour_id = biomarker.tumour_id
    group by criterion.agreement_id, criterion.criterion_id, assessed_person.person_id
),

final as (
    select
        agreement_id,
        criterion_id,
        person_id,
        case
            when positive_event_id is not null then 'met'
            when n_negative = n_listed then 'not_met'
            else 'unknown'
        end as verdict,
        'kreftregisteret_forlop/'
        || coalesce(positive_event_id, case when n_negative = n_listed then negative_event_id end) as evidence
    from judged
)

select * from final
