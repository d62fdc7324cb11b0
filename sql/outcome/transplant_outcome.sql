-- Whoever is not followed through the whole window is not due, transplanted or not: early transplantations would
-- otherwise be counted and late ones not.
with response as (
    select agreement_id, within_days from agreement.response where response = 'transplant'
),

treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person where starter = 'new_starter'
),

vital_follow_up as (
    select agreement_id, person_id, emigration_date from outcome.vital_follow_up
),

source_follow_up as (
    select agreement_id, followed_to_date from outcome.source_follow_up where record_kind = 'hospital'
),

transplant as (
    select person_id, transplant_date, is_dated, evidence from cohort.transplant
),

asked as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        treated_person.index_date,
        response.within_days,
        treated_person.index_date + response.within_days as last_day
    from treated_person
    inner join response on response.agreement_id = treated_person.agreement_id
),

-- A contact that only tells of one behind: it may have been before the first dose.
found as (
    select
        asked.agreement_id,
        asked.person_id,
        min(transplant.transplant_date) filter (where transplant.is_dated) as transplant_date,
        min_by(transplant.evidence, transplant.transplant_date || '/' || transplant.evidence) filter (
            where transplant.is_dated
        ) as dated_evidence,
        min(transplant.evidence) filter (where not transplant.is_dated) as undated_evidence
    from asked
    inner join transplant
        on transplant.person_id = asked.person_id
        and transplant.transplant_date > asked.index_date
        and (transplant.transplant_date <= asked.last_day or not transplant.is_dated)
    group by asked.agreement_id, asked.person_id
),

final as (
    select
        asked.agreement_id,
        asked.person_id,
        asked.within_days,
        case
            when source_follow_up.followed_to_date is null or source_follow_up.followed_to_date < asked.last_day
                then 'not_due'
            when vital_follow_up.emigration_date <= asked.last_day then 'not_due'
            when found.transplant_date is not null then 'yes'
            when found.undated_evidence is not null then 'unknown'
            else 'no'
        end as answer,
        date_diff('day', asked.index_date, found.transplant_date) as days_from_index,
        coalesce(found.dated_evidence, found.undated_evidence) as evidence
    from asked
    left join source_follow_up on source_follow_up.agreement_id = asked.agreement_id
    left join vital_follow_up
        on vital_follow_up.agreement_id = asked.agreement_id
        and vital_follow_up.person_id = asked.person_id
    left join found
        on found.agreement_id = asked.agreement_id
        and found.person_id = asked.person_id
)

select * from final
