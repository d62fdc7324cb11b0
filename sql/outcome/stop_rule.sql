with use_rule as (
    select agreement_id, rule_id, judged_by, event_type, within_days
    from agreement.use_rule
    where kind = 'stop'
),

agreement as (
    select agreement_id, primary_duration_variant from agreement.agreement
),

treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person where starter = 'new_starter'
),

treatment_duration as (
    select agreement_id, person_id, variant, time_days, is_event, end_reason from outcome.treatment_duration
),

agreement_exposure as (
    select agreement_id, person_id, exposure_date from cohort.agreement_exposure
),

agreement_course_event as (
    select agreement_id, person_id, event_id, event_type, event_date from cohort.agreement_course_event
),

asked as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        treated_person.index_date,
        use_rule.rule_id,
        use_rule.judged_by,
        use_rule.event_type,
        use_rule.within_days,
        treated_person.index_date + treatment_duration.time_days as end_date,
        treatment_duration.is_event,
        treatment_duration.end_reason
    from treated_person
    inner join use_rule on use_rule.agreement_id = treated_person.agreement_id
    inner join agreement on agreement.agreement_id = treated_person.agreement_id
    left join treatment_duration
        on treatment_duration.agreement_id = treated_person.agreement_id
        and treatment_duration.person_id = treated_person.person_id
        and treatment_duration.variant = agreement.primary_duration_variant
),

reported as (
    select
        asked.agreement_id,
        asked.person_id,
        asked.rule_id,
        agreement_course_event.event_id,
        agreement_course_event.event_date,
        row_number() over (
            partition by asked.agreement_id, asked.person_id, asked.rule_id
            order by agreement_course_event.event_date, agreement_course_event.event_id
        ) as place
    from asked
    inner join agreement_course_event
        on asked.judged_by = 'course_event'
        and agreement_course_event.agreement_id = asked.agreement_id
        and agreement_course_event.person_id = asked.person_id
        and agreement_course_event.event_type = asked.event_type
        and agreement_course_event.event_date > asked.index_date
),

-- The first event after the first dose came on treatment unless treatment had ended before it.
applied as (
    select
        asked.*,
        reported.event_id,
        case
            when asked.judged_by = 'longest_use' then asked.index_date + asked.within_days
            else reported.event_date + asked.within_days
        end as last_day
    from asked
    left join reported
        on reported.agreement_id = asked.agreement_id
        and reported.person_id = asked.person_id
        and reported.rule_id = asked.rule_id
        and reported.place = 1
        and coalesce(not asked.is_event or reported.event_date <= asked.end_date, true)
),

given_again as (
    select distinct applied.agreement_id, applied.person_id, applied.rule_id
    from applied
    inner join agreement_exposure
        on applied.judged_by = 'longest_use'
        and agreement_exposure.agreement_id = applied.agreement_id
        and agreement_exposure.person_id = applied.person_id
        and agreement_exposure.exposure_date > applied.last_day
),

-- Whom death took within the agreed days nobody stopped: the rule had no time to show itself.
final as (
    select
        applied.agreement_id,
        applied.person_id,
        applied.rule_id,
        case
            when applied.last_day is null then 'unknown'
            when applied.end_date > applied.last_day or given_again.rule_id is not null then 'not_followed'
            when applied.is_event and applied.end_reason = 'death' then 'died'
            when applied.is_event then 'followed'
            else 'not_due'
        end as verdict,
        'kreftregisteret_forlop/' || applied.event_id as evidence
    from applied
    left join given_again
        on given_again.agreement_id = applied.agreement_id
        and given_again.person_id = applied.person_id
        and given_again.rule_id = applied.rule_id
)

select * from final
