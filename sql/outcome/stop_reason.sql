-- What explains the end comes before what merely followed it: death, then reported progression, then transplantation,
-- then the next line.
with agreement as (
    select agreement_id, primary_duration_variant, bridging_days from agreement.agreement where not is_proposal
),

treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person where starter = 'new_starter'
),

treatment_duration as (
    select agreement_id, person_id, variant, time_days, is_event, end_reason from outcome.treatment_duration
),

treatment_course as (
    select agreement_id, person_id, variant, last_exposure_date from outcome.treatment_course
),

agreement_course_event as (
    select agreement_id, person_id, event_id, event_type, event_date from cohort.agreement_course_event
),

transplant as (
    select person_id, transplant_date, stay_end_date, evidence from cohort.transplant where is_dated
),

judged as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        treated_person.index_date,
        treated_person.index_date + treatment_duration.time_days as end_date,
        treatment_duration.is_event,
        treatment_duration.end_reason,
        treatment_course.last_exposure_date,
        agreement.bridging_days
    from treated_person
    inner join agreement on agreement.agreement_id = treated_person.agreement_id
    left join treatment_duration
        on treatment_duration.agreement_id = treated_person.agreement_id
        and treatment_duration.person_id = treated_person.person_id
        and treatment_duration.variant = agreement.primary_duration_variant
    left join treatment_course
        on treatment_course.agreement_id = treated_person.agreement_id
        and treatment_course.person_id = treated_person.person_id
        and treatment_course.variant = agreement.primary_duration_variant
),

progressed as (
    select
        judged.agreement_id,
        judged.person_id,
        agreement_course_event.event_id,
        row_number() over (
            partition by judged.agreement_id, judged.person_id
            order by agreement_course_event.event_date, agreement_course_event.event_id
        ) as place
    from judged
    inner join agreement_course_event
        on agreement_course_event.agreement_id = judged.agreement_id
        and agreement_course_event.person_id = judged.person_id
        and agreement_course_event.event_type in ('progression', 'relapse', 'metastasis')
        and agreement_course_event.event_date > judged.index_date
        and agreement_course_event.event_date between judged.end_date - 60 and judged.end_date + 30
    where judged.is_event
),

transplanted as (
    select
        judged.agreement_id,
        judged.person_id,
        transplant.evidence,
        row_number() over (
            partition by judged.agreement_id, judged.person_id
            order by transplant.transplant_date, transplant.evidence
        ) as place
    from judged
    inner join transplant
        on transplant.person_id = judged.person_id
        and transplant.stay_end_date >= judged.last_exposure_date
        and transplant.transplant_date <= judged.last_exposure_date + judged.bridging_days
    where judged.is_event
),

final as (
    select
        judged.agreement_id,
        judged.person_id,
        case
            when judged.is_event is null then 'not_known'
            when not judged.is_event then 'on_treatment'
            when judged.end_reason = 'death' then 'death'
            when progressed.event_id is not null then 'progression'
            when transplanted.evidence is not null then 'transplant'
            when judged.end_reason = 'next_line' then 'next_line'
            else 'not_recorded'
        end as reason,
        case
            when judged.end_reason = 'death' then null
            when progressed.event_id is not null then 'kreftregisteret_forlop/' || progressed.event_id
            else transplanted.evidence
        end as evidence
    from judged
    left join progressed
        on progressed.agreement_id = judged.agreement_id
        and progressed.person_id = judged.person_id
        and progressed.place = 1
    left join transplanted
        on transplanted.agreement_id = judged.agreement_id
        and transplanted.person_id = judged.person_id
        and transplanted.place = 1
)

select * from final
