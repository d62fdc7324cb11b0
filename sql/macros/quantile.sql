-- Included after `curve`: `quantile`, the times at which the curve and its limits cross 1 - q, for each share q asked
-- for. A limit or estimate that is not reached is missing.
asked as (
    select distinct
        case when share > 0 and share < 1 then share else error('q must be between 0 and 1') end as share
    from (select unnest([q], recursive := true)::double as share)
),

falling as (
    -- The estimate and both limits are three falling curves of which the same is asked; they fall only at events. Where
    -- the lowest of them is above every 1 - q nothing is crossed.
    select
        stratum,
        time,
        survival,
        lower,
        upper
    from curve
    where n_event > 0
        and coalesce(lower, survival) <= 1 - (select min(share) from asked) + 1.4901161193847656e-8
),

crossing as (
    -- at: the height where a curve is first at or below 1 - q; below: where it is first really below. A curve of
    -- limits may rise again; as in R the crossing is then where it comes nearest.
    select
        stratum,
        share,
        max(survival) filter (where survival <= 1 - share + 1.4901161193847656e-8) as survival_at,
        max(survival) filter (where survival < 1 - share - 1.4901161193847656e-8) as survival_below,
        max(lower) filter (where lower <= 1 - share + 1.4901161193847656e-8) as lower_at,
        max(lower) filter (where lower < 1 - share - 1.4901161193847656e-8) as lower_below,
        max(upper) filter (where upper <= 1 - share + 1.4901161193847656e-8) as upper_at,
        max(upper) filter (where upper < 1 - share - 1.4901161193847656e-8) as upper_below
    from falling
    cross join asked
    group by stratum, share
),

stretch as (
    -- The first time at each of these heights; flat but for rounding is flat.
    select
        crossing.stratum,
        crossing.share,
        min(time) filter (where survival between survival_at - 1e-13 and survival_at) as survival_at,
        min(time) filter (where survival between survival_below - 1e-13 and survival_below) as survival_below,
        min(time) filter (where lower between lower_at - 1e-13 and lower_at) as lower_at,
        min(time) filter (where lower between lower_below - 1e-13 and lower_below) as lower_below,
        min(time) filter (where upper between upper_at - 1e-13 and upper_at) as upper_at,
        min(time) filter (where upper between upper_below - 1e-13 and upper_below) as upper_below
    from falling
    inner join crossing on falling.stratum = crossing.stratum
    group by crossing.stratum, crossing.share
),

stratum_end as (
    select
        stratum,
        max(time) as last_time
    from curve
    group by stratum
),

quantile as (
    -- Where a curve stays at exactly 1 - q, the quantile is the middle of that stretch.
    select
        stratum_end.stratum,
        asked.share as q,
        (survival_at + coalesce(survival_below, last_time)) / 2 as estimate,
        (lower_at + coalesce(lower_below, last_time)) / 2 as lower,
        (upper_at + coalesce(upper_below, last_time)) / 2 as upper
    from stratum_end
    cross join asked
    left join stretch on stratum_end.stratum = stretch.stratum and asked.share = stretch.share
)
