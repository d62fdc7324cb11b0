-- Spread at diagnosis holds at every later date. The lack of it holds for 120 days: later spread is seldom
-- reported.
with treated_person as (
    select agreement_id, person_id, first_dose_date, evidence_until_date from cohort.treated_person
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'stage'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

-- Tumours that are not the agreement's do not say anything about its stage.
registered_disease as (
    select agreement_id, person_id, evidence, tumour_id, diagnosis_date, spread, is_diagnosis
    from cohort.registered_disease
    where coalesce(is_diagnosis, true)
),

course_event as (
    select person_id, tumour_id, event_id, event_type, event_date from core.course_event
),

considered as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        treated_person.person_id,
        treated_person.first_dose_date,
        treated_person.evidence_until_date,
        registered_disease.evidence,
        registered_disease.tumour_id,
        registered_disease.diagnosis_date,
        registered_disease.spread,
        registered_disease.is_diagnosis,
        criterion_value.value is not null as is_spread_listed
    from treated_person
    inner join criterion on criterion.agreement_id = treated_person.agreement_id
    left join registered_disease
        on registered_disease.agreement_id = treated_person.agreement_id
        and registered_disease.person_id = treated_person.person_id
    left join criterion_value
        on criterion_value.agreement_id = criterion.agreement_id
        and criterion_value.criterion_id = criterion.criterion_id
        and criterion_value.value = registered_disease.spread
),

later_report as (
    select
        considered.agreement_id,
        considered.criterion_id,
        considered.evidence,
        min(course_event.event_id) as event_id
    from considered
    inner join criterion_value
        on criterion_value.agreement_id = considered.agreement_id
        and criterion_value.criterion_id = considered.criterion_id
    inner join course_event
        on course_event.person_id = considered.person_id
        and coalesce(course_event.tumour_id, considered.tumour_id) = considered.tumour_id
        and course_event.event_type = criterion_value.value
        and course_event.event_date <= considered.evidence_until_date
    group by considered.agreement_id, considered.criterion_id, considered.evidence
),

judged_disease as (
    select
        considered.agreement_id,
        considered.criterion_id,
        considered.person_id,
        case
            when considered.is_spread_listed then considered.evidence
            when later_report.event_id is not null then 'kreftregisteret_forlop/' || later_report.event_id
            else considered.evidence
        end as evidence,
        case
            when considered.is_diagnosis is null then 'unknown'
            when considered.is_spread_listed or later_report.event_id is not null then 'met'
            when considered.first_dose_date > considered.diagnosis_date + 120 then 'unknown'
            when considered.spread in ('localised', 'regional', 'distant') then 'not_met'
            else 'unknown'
        end as verdict
    from considered
    left join later_report
        on later_report.agreement_id = considered.agreement_id
        and later_report.criterion_id = considered.criterion_id
        and later_report.evidence = considered.evidence
),

final as (
    select
        agreement_id,
        criterion_id,
        person_id,
        case
            when bool_or(verdict = 'met') then 'met'
            when bool_and(verdict = 'not_met') then 'not_met'
            else 'unknown'
        end as verdict,
        case
            when bool_or(verdict = 'met') then min(evidence) filter (where verdict = 'met')
            when bool_and(verdict = 'not_met') then min(evidence)
        end as evidence
    from judged_disease
    group by agreement_id, criterion_id, person_id
)

select * from final
