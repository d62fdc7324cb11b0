with treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person where starter = 'new_starter'
),

duration_rule as (
    select agreement_id, variant, permitted_gap_days, with_tail from agreement.duration_rule
),

agreement as (
    select agreement_id, administration_covers_days from agreement.agreement
),

substance as (
    select agreement_id, atc_code from agreement.substance
),

drug_price as (
    select atc_code, supply_days from reference.drug_price
),

source_follow_up as (
    select agreement_id, followed_to_date from outcome.source_follow_up where record_kind = 'drug'
),

treatment_course as (
    select agreement_id, person_id, variant, last_exposure_date, coverage_end from outcome.treatment_course
),

next_line as (
    select agreement_id, person_id, next_line_date from outcome.next_line
),

vital_follow_up as (
    select agreement_id, person_id, death_date, emigration_date, followed_to_date from outcome.vital_follow_up
),

-- How long one record covers: the interval of an administration, or the supply of one pack.
tail as (
    select
        agreement.agreement_id,
        coalesce(max(agreement.administration_covers_days), max(drug_price.supply_days), 0) as covers_days
    from agreement
    left join substance on substance.agreement_id = agreement.agreement_id
    left join drug_price on drug_price.atc_code = substance.atc_code
    group by agreement.agreement_id
),

-- D = last date with complete records less the permitted gap, and never beyond known vital status. After D
-- nobody can tell whether a gap will be bridged. Where the last record itself is the end, it is known to be the
-- last only once what it covers and the gap have passed, so such a rule looks the length of a record less far:
-- otherwise those in their last supply at D would count as treated until D.
dated as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        treatment_course.variant,
        treated_person.index_date,
        treatment_course.coverage_end,
        case
            when duration_rule.with_tail then treatment_course.coverage_end
            else treatment_course.last_exposure_date
        end as stop_date,
        vital_follow_up.death_date,
        next_line.next_line_date,
        vital_follow_up.emigration_date,
        least(
            source_follow_up.followed_to_date - duration_rule.permitted_gap_days,
            vital_follow_up.followed_to_date
        ) as judged_at_date,
        case when duration_rule.with_tail then 0 else coalesce(tail.covers_days, 0) end as looks_back_days
    from treated_person
    inner join source_follow_up on source_follow_up.agreement_id = treated_person.agreement_id
    inner join vital_follow_up
        on vital_follow_up.agreement_id = treated_person.agreement_id
        and vital_follow_up.person_id = treated_person.person_id
    inner join treatment_course
        on treatment_course.agreement_id = treated_person.agreement_id
        and treatment_course.person_id = treated_person.person_id
    inner join duration_rule
        on duration_rule.agreement_id = treatment_course.agreement_id
        and duration_rule.variant = treatment_course.variant
    left join tail on tail.agreement_id = treated_person.agreement_id
    left join next_line
        on next_line.agreement_id = treated_person.agreement_id
        and next_line.person_id = treated_person.person_id
),

-- `least` passes over missing dates: what did not happen does not end anything.
limited as (
    select
        *,
        least(judged_at_date, emigration_date) as known_to_date,
        least(judged_at_date - looks_back_days, emigration_date) as observed_to_date
    from dated
    where index_date < judged_at_date - looks_back_days
),

-- Treatment is known to have ended if coverage, life or the line of treatment did before observation ended.
ended as (
    select
        *,
        least(coverage_end, death_date, next_line_date) < known_to_date
        and least(stop_date, death_date, next_line_date) < observed_to_date as is_event,
        least(stop_date, death_date, next_line_date) as treatment_end_date
    from limited
),

-- What ended it is decided by the days that were covered, also where the time ends with the last record: who died on
-- a covered day did not stop before.
final as (
    select
        agreement_id,
        person_id,
        variant,
        date_diff(
            'day', index_date, case when is_event then treatment_end_date else observed_to_date end
        ) as time_days,
        is_event,
        case
            when not is_event and emigration_date = observed_to_date then 'emigrated'
            when not is_event then 'complete_to'
            when death_date < coverage_end and death_date <= coalesce(next_line_date, death_date) then 'death'
            when next_line_date < coverage_end then 'next_line'
            else 'stopped'
        end as end_reason
    from ended
)

select * from final
