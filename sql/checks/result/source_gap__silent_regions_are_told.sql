-- A region that never delivers is not told as a gap: its patients would be read as untreated.
with never_delivered as (
    select source_coverage.region_code
    from reference.source_coverage
    where source_coverage.source = 'hospital' and source_coverage.region_code is not null
    group by source_coverage.region_code
    having count(source_coverage.covers_from) = 0
)

select agreement.agreement_id, never_delivered.region_code
from agreement.agreement
cross join never_delivered
inner join core.source on source.register = 'inspire'
left join result.source_gap
    on source_gap.agreement_id = agreement.agreement_id
    and source_gap.kind = 'declared'
    and source_gap.region_code = never_delivered.region_code
    and source_gap.gap_to is null
where
    not agreement.is_proposal
    and agreement.treatment_source = 'hospital'
    and agreement.start_date - agreement.lookback_days <= source.complete_to
    and source_gap.agreement_id is null
