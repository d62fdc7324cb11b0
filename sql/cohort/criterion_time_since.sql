-- Time since the diagnosis is a matter of the disease: cohort.judged_disease. A relapse of another disease than the
-- agreement's does not count; one that names no tumour does.
with assessed_person as (
    select agreement_id, person_id, judged_at_date from cohort.assessed_person
),

criterion as (
    select agreement_id, criterion_id, minimum, maximum
    from agreement.criterion
    where kind = 'time_since' and subject = 'relapse'
),

relapse as (
    select person_id, tumour_id, event_id, event_date from core.course_event where event_type = 'relapse'
),

other_disease as (
    select agreement_id, tumour_id from cohort.registered_disease where not is_diagnosis
),

asked as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        criterion.minimum,
        criterion.maximum,
        assessed_person.person_id,
        assessed_person.judged_at_date
    from assessed_person
    inner join criterion on criterion.agreement_id = assessed_person.agreement_id
),

reported as (
    select asked.agreement_id, asked.criterion_id, asked.person_id, relapse.event_id, relapse.event_date
    from asked
    inner join relapse
        on relapse.person_id = asked.person_id and relapse.event_date <= asked.judged_at_date
    left join other_disease
        on other_disease.agreement_id = asked.agreement_id and other_disease.tumour_id = relapse.tumour_id
    where other_disease.tumour_id is null
),

ordered_report as (
    select
        *,
        row_number() over (
            partition by agreement_id, criterion_id, person_id order by event_date desc, event_id
        ) as recency
    from reported
),

elapsed as (
    select
        asked.*,
        ordered_report.event_id,
        date_diff('day', ordered_report.event_date, asked.judged_at_date) as n_days
    from asked
    left join ordered_report
        on ordered_report.agreement_id = asked.agreement_id
        and ordered_report.criterion_id = asked.criterion_id
        and ordered_report.person_id = asked.person_id
        and ordered_report.recency = 1
),

judged as (
    select
        *,
        -- A later relapse may not have been reported: that the last one known is long ago is not a no.
        case
            when n_days is null or n_days >= maximum then 'unknown' when n_days < minimum then 'not_met' else 'met'
        end as verdict
    from elapsed
),

final as (
    select
        agreement_id,
        criterion_id,
        person_id,
        verdict,
        case when verdict <> 'unknown' then 'kreftregisteret_forlop/' || event_id end as evidence
    from judged
)

select * from final
