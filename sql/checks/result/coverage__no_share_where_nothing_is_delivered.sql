-- A share is given for a place or year of which nothing is delivered: a gap would be read as a low coverage.
with not_delivered as (
    select source_coverage.region_code
    from reference.source_coverage
    where source_coverage.source = 'hospital' and source_coverage.region_code is not null
    group by source_coverage.region_code
    having count(source_coverage.covers_from) = 0
)

select coverage.agreement_id, coverage.register, coverage.denominator, coverage.grouping, coverage.level
from result.coverage
left join not_delivered
    on coverage.register = 'inspire'
    and coverage.grouping = 'region'
    and coverage.level = not_delivered.region_code
where
    (not coverage.is_delivered or not_delivered.region_code is not null)
    and (
        coverage.share is not null or coverage.n_found is not null
        or coverage.lower is not null or coverage.upper is not null
    )
