-- Included by every macro of this folder (pipelines/methods/macros.py): the CTEs that end in `timeline`, one row per
-- stratum and time at which somebody enters or leaves, with the Kaplan-Meier estimate (1958) and its variance.
-- Conventions as R's survival: events come before censorings at a tie, nearly equal times are one time,
-- non-integer weights anywhere in the table switch to the robust variance.
-- Events of several causes (`event_code` before it) are one event here.
-- include subject.sql
,

-- include setting.sql
,

-- include instant.sql
,

-- include product_limit.sql
,

robust_limit as (
    -- Only for the robust variance; otherwise nothing of what follows is there to be joined.
    select product_limit.*
    from product_limit
    inner join setting on setting.is_robust
),

influence as (
    -- Each person's derivative of log S once the person has left. Before that it is greenwood(t) - greenwood(entry).
    select
        person.stratum,
        gone.time,
        coalesce(entered_at.time, person.entry) as entry,
        person.event,
        person.weight,
        coalesce(entered.greenwood, 0) as greenwood_entry,
        gone.greenwood - coalesce(entered.greenwood, 0) - person.event / nullif(gone.n_left, 0) as derivative
    from person
    inner join setting on setting.is_robust
    left join same_time as left_at on person.stratum = left_at.stratum and person.time = left_at.moment
    inner join robust_limit as gone
        on person.stratum = gone.stratum and coalesce(left_at.time, person.time) = gone.time
    left join same_time as entered_at on person.stratum = entered_at.stratum and person.entry = entered_at.moment
    left join robust_limit as entered
        on person.stratum = entered.stratum and coalesce(entered_at.time, person.entry) = entered.time
),

squared_influence as (
    select
        stratum,
        time,
        sum(gone) as gone,
        sum(n_0) as n_0,
        sum(n_1) as n_1,
        sum(n_2) as n_2
    from (
        select
            stratum,
            time,
            (weight * derivative) ** 2 as gone,
            weight ** 2 as n_0,
            weight ** 2 * greenwood_entry as n_1,
            (weight * greenwood_entry) ** 2 as n_2
        from influence
        union all
        select
            stratum,
            entry,
            0.0,
            0 - weight ** 2,
            0 - weight ** 2 * greenwood_entry,
            0 - (weight * greenwood_entry) ** 2
        from influence
        where entry is not null
    )
    group by all
),

robust as (
    -- Sum over persons of (weight x derivative of log S)^2: those gone, and those still there by expanding the square.
    select
        robust_limit.stratum,
        robust_limit.time,
        sum(squared_influence.gone) over before_and_now
        + greenwood ** 2 * coalesce(sum(n_0) over afterwards, 0)
        - 2 * greenwood * coalesce(sum(n_1) over afterwards, 0)
        + coalesce(sum(n_2) over afterwards, 0) as variance_log
    from robust_limit
    inner join squared_influence using (stratum, time)
    window
        before_and_now as (partition by robust_limit.stratum order by robust_limit.time),
        afterwards as (
            partition by robust_limit.stratum order by robust_limit.time
            rows between 1 following and unbounded following
        )
),

timeline as (
    from greenwood_timeline
    union all
    -- Before the first event nothing varies, whatever floating sums leave.
    select
        robust_limit.*,
        setting.*,
        case when survival > 0 then case when greenwood > 0 then sqrt(greatest(variance_log, 0)) else 0.0 end end
    from robust_limit
    cross join setting
    inner join robust using (stratum, time)
)
