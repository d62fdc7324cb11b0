-- Spread at diagnosis holds at every later date. The lack of it holds for a limited time: later spread is seldom
-- reported.
with assessed_person as (
    select agreement_id, person_id, judged_at_date, evidence_until_date from cohort.assessed_person
),

agreement as (
    select agreement_id, stage_current_days from agreement.agreement
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'stage'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

registered_disease as (
    select agreement_id, person_id, evidence, tumour_id, diagnosis_date, spread from cohort.registered_disease
),

course_event as (
    select person_id, tumour_id, event_id, event_type, event_date from core.course_event
),

considered as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        assessed_person.person_id,
        assessed_person.judged_at_date,
        assessed_person.evidence_until_date,
        agreement.stage_current_days,
        registered_disease.evidence as disease,
        registered_disease.tumour_id,
        registered_disease.diagnosis_date,
        registered_disease.spread,
        criterion_value.value is not null as is_spread_listed
    from assessed_person
    inner join agreement on agreement.agreement_id = assessed_person.agreement_id
    inner join criterion on criterion.agreement_id = assessed_person.agreement_id
    inner join registered_disease
        on registered_disease.agreement_id = assessed_person.agreement_id
        and registered_disease.person_id = assessed_person.person_id
    left join criterion_value
        on criterion_value.agreement_id = criterion.agreement_id
        and criterion_value.criterion_id = criterion.criterion_id
        and criterion_value.value = registered_disease.spread
),

later_report as (
    select
        considered.agreement_id,
        considered.criterion_id,
        considered.disease,
        min(course_event.event_id) as event_id
    from considered
    inner join course_event
        on course_event.person_id = considered.person_id
        and coalesce(course_event.tumour_id, considered.tumour_id) = considered.tumour_id
        and course_event.event_date <= considered.evidence_until_date
    inner join criterion_value
        on criterion_value.agreement_id = considered.agreement_id
        and criterion_value.criterion_id = considered.criterion_id
        and criterion_value.value = course_event.event_type
    group by considered.agreement_id, considered.criterion_id, considered.disease
),

final as (
    select
        considered.agreement_id,
        considered.criterion_id,
        considered.person_id,
        considered.disease,
        case
            when considered.is_spread_listed or later_report.event_id is not null then 'met'
            when considered.judged_at_date > considered.diagnosis_date + considered.stage_current_days then 'unknown'
            when considered.spread in ('localised', 'regional', 'distant') then 'not_met'
            else 'unknown'
        end as verdict,
        case
            when considered.is_spread_listed or later_report.event_id is null then considered.disease
            else 'kreftregisteret_forlop/' || later_report.event_id
        end as evidence
    from considered
    left join later_report
        on later_report.agreement_id = considered.agreement_id
        and later_report.criterion_id = considered.criterion_id
        and later_report.disease = considered.disease
)

select * from final
