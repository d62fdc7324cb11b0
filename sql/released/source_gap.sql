-- The persons of a gap are persons of a level of result.coverage: their number leaves where that level's does.
with source_gap as (
    select * from result.source_gap
),

coverage as (
    select agreement_id, data_cut, register, grouping, level, n_denominator
    from released.coverage
    where denominator = 'npr_drug' and not is_delivered
),

looked_up as (
    select
        source_gap.*,
        source_gap.n_seen_elsewhere = 0
        or coalesce(source_gap.n_seen_elsewhere = coverage.n_denominator, false) as is_told
    from source_gap
    left join coverage
        on source_gap.hospital_id is null
        and coverage.agreement_id = source_gap.agreement_id
        and coverage.data_cut = source_gap.data_cut
        and coverage.register = source_gap.register
        and coverage.grouping = case when source_gap.region_code is null then 'all' else 'region' end
        and coverage.level = coalesce(source_gap.region_code, 'all')
),

final as (
    select
        agreement_id,
        data_cut,
        register,
        kind,
        region_code,
        hospital_id,
        gap_from,
        gap_to,
        case when is_told then n_seen_elsewhere end as n_seen_elsewhere,
        reason_english,
        reason_norwegian,
        n_seen_elsewhere is not null and not is_told as suppressed
    from looked_up
)

select * from final
