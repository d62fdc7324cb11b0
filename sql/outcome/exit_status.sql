with agreement as (
    select agreement_id, stop_date, primary_duration_variant
    from agreement.agreement
    where not is_proposal and stop_date <= $data_cut
),

duration_rule as (
    select agreement_id, variant, permitted_gap_days, with_tail from agreement.duration_rule
),

treated_person as (
    select agreement_id, person_id, first_dose_date from cohort.treated_person
),

agreement_exposure as (
    select agreement_id, exposure_id, hospital_id, region_code from cohort.agreement_exposure
),

therapy_line as (
    select agreement_id, person_id, line_start from cohort.therapy_line
),

exposure_coverage as (
    select agreement_id, person_id, exposure_id, sequence_number, exposure_date, coverage_end
    from outcome.exposure_coverage
),

source_follow_up as (
    select agreement_id, followed_to_date from outcome.source_follow_up where record_kind = 'drug'
),

vital_follow_up as (
    select agreement_id, person_id, death_date, emigration_date, followed_to_date from outcome.vital_follow_up
),

placed as (
    select
        exposure_coverage.*,
        agreement.stop_date,
        lead(exposure_coverage.exposure_date) over (
            partition by exposure_coverage.agreement_id, exposure_coverage.person_id
            order by exposure_coverage.sequence_number
        ) as next_exposure_date
    from exposure_coverage
    inner join agreement on agreement.agreement_id = exposure_coverage.agreement_id
),

-- The last record on or before the stop date; of a new start the first of all.
current_record as (
    select
        *,
        row_number() over (
            partition by agreement_id, person_id
            order by
                case when exposure_date <= stop_date then 0 else 1 end,
                case when exposure_date <= stop_date then -sequence_number else sequence_number end
        ) as place
    from placed
),

later_line as (
    select current_record.agreement_id, current_record.person_id, min(therapy_line.line_start) as line_start
    from current_record
    inner join therapy_line
        on therapy_line.agreement_id = current_record.agreement_id
        and therapy_line.person_id = current_record.person_id
        and therapy_line.line_start > current_record.exposure_date
        and therapy_line.line_start <= current_record.stop_date
    where current_record.place = 1
    group by current_record.agreement_id, current_record.person_id
),

known as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        treated_person.first_dose_date,
        agreement.stop_date,
        current_record.exposure_id,
        current_record.exposure_date,
        case
            when duration_rule.with_tail then current_record.coverage_end else current_record.exposure_date + 1
        end as covered_to_date,
        current_record.next_exposure_date <= current_record.coverage_end + duration_rule.permitted_gap_days
            as is_bridged,
        current_record.coverage_end + duration_rule.permitted_gap_days < source_follow_up.followed_to_date
            as is_gap_seen,
        agreement.stop_date <= source_follow_up.followed_to_date
        and agreement.stop_date <= vital_follow_up.followed_to_date as is_stop_date_seen,
        least(vital_follow_up.death_date, vital_follow_up.emigration_date) as left_date,
        later_line.line_start as later_line_date
    from treated_person
    inner join agreement on agreement.agreement_id = treated_person.agreement_id
    inner join duration_rule
        on duration_rule.agreement_id = agreement.agreement_id
        and duration_rule.variant = agreement.primary_duration_variant
    inner join current_record
        on current_record.agreement_id = treated_person.agreement_id
        and current_record.person_id = treated_person.person_id
        and current_record.place = 1
    left join source_follow_up on source_follow_up.agreement_id = treated_person.agreement_id
    left join vital_follow_up
        on vital_follow_up.agreement_id = treated_person.agreement_id
        and vital_follow_up.person_id = treated_person.person_id
    left join later_line
        on later_line.agreement_id = treated_person.agreement_id
        and later_line.person_id = treated_person.person_id
),

judged as (
    select
        *,
        case
            when first_dose_date >= stop_date then 'new_start'
            when left_date < stop_date then 'stopped_before'
            when is_bridged then 'on_treatment'
            when later_line_date is not null then 'stopped_before'
            when covered_to_date > stop_date and is_stop_date_seen then 'on_treatment'
            when covered_to_date > stop_date then 'not_known'
            when is_gap_seen then 'stopped_before'
            else 'not_known'
        end as status
    from known
),

final as (
    select
        judged.agreement_id,
        judged.person_id,
        judged.status,
        agreement_exposure.hospital_id,
        agreement_exposure.region_code,
        case judged.status
            when 'new_start' then judged.first_dose_date
            when 'stopped_before' then least(judged.covered_to_date, judged.left_date, judged.later_line_date)
            else judged.exposure_date
        end as date
    from judged
    inner join agreement_exposure
        on agreement_exposure.agreement_id = judged.agreement_id
        and agreement_exposure.exposure_id = judged.exposure_id
)

select * from final
