-- Carry-over as a running maximum instead of a loop over records. With S the supply handed out so far, counted
-- within the person,
--   end_i = max(date_i, end_(i-1)) + supply_i   is the same as   end_i = max over j <= i of (date_j - S_(j-1)) + S_i.
-- An administration leaves nothing over: S stays 0.
with treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person
),

agreement_exposure as (
    select agreement_id, person_id, exposure_id, exposure_date, covered_days, is_dispensing
    from cohort.agreement_exposure
),

supplied as (
    select
        agreement_exposure.agreement_id,
        agreement_exposure.person_id,
        agreement_exposure.exposure_id,
        agreement_exposure.exposure_date,
        agreement_exposure.covered_days,
        treated_person.index_date,
        date_diff('day', treated_person.index_date, agreement_exposure.exposure_date) as day_number,
        row_number() over (
            partition by agreement_exposure.agreement_id, agreement_exposure.person_id
            order by agreement_exposure.exposure_date, agreement_exposure.exposure_id
        ) as sequence_number,
        coalesce(
            sum(case when agreement_exposure.is_dispensing then agreement_exposure.covered_days else 0 end) over (
                partition by agreement_exposure.agreement_id, agreement_exposure.person_id
                order by agreement_exposure.exposure_date, agreement_exposure.exposure_id
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as supplied_before_days
    from agreement_exposure
    inner join treated_person
        on treated_person.agreement_id = agreement_exposure.agreement_id
        and treated_person.person_id = agreement_exposure.person_id
),

started as (
    select
        *,
        cast(
            supplied_before_days + max(day_number - supplied_before_days) over (
                partition by agreement_id, person_id
                order by sequence_number
                rows between unbounded preceding and current row
            )
        as integer) as start_day_number
    from supplied
),

final as (
    select
        agreement_id,
        person_id,
        exposure_id,
        sequence_number,
        exposure_date,
        index_date + start_day_number as coverage_start,
        index_date + start_day_number + covered_days as coverage_end
    from started
)

select * from final
