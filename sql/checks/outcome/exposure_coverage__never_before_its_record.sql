-- A record covers days before it was given, ends before it starts, or shortens what was covered before it.
with exposure_coverage as (
    select * from outcome.exposure_coverage
),

compared as (
    select
        *,
        lag(coverage_end) over (partition by agreement_id, person_id order by sequence_number) as earlier_end
    from exposure_coverage
)

select agreement_id, count(*) as n_records
from compared
where coverage_start < exposure_date or coverage_end < coverage_start or coverage_end < earlier_end
group by agreement_id
