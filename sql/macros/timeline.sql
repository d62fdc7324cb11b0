-- Included by every macro of this folder (pipelines/methods/macros.py): the CTEs that end in `timeline`, one row per
-- stratum and time at which somebody enters or leaves, with the Kaplan-Meier estimate (1958) and its variance.
-- Conventions as R's survival: events come before censorings at a tie, nearly equal times are one time,
-- non-integer weights anywhere in the table switch to the robust variance.
-- Events of several causes (`event_code` before it) are one event here.
-- include subject.sql
,

quantile_argument as (
    select
        conf_level::double / 2 as centred,
        0.180625 - (conf_level::double / 2) ** 2 as middle,
        sqrt(-ln((1 - conf_level::double) / 2)) - 1.6 as tail
    where case when conf_level between 1e-9 and 1 - 1e-9 then true
        else error('conf_level must be between 0 and 1') end
),

setting as (
    -- z: upper quantile of the normal distribution, algorithm AS 241 (Wichura 1988), about 16 digits.
    select
        is_robust,
        is_whole,
        case when centred <= 0.425 then centred
            * (((((((2509.0809287301226727 * middle + 33430.575583588128105) * middle
                + 67265.770927008700853) * middle + 45921.953931549871457) * middle
                + 13731.693765509461125) * middle + 1971.5909503065514427) * middle
                + 133.14166789178437745) * middle + 3.387132872796366608)
            / (((((((5226.495278852854561 * middle + 28729.085735721942674) * middle
                + 39307.89580009271061) * middle + 21213.794301586595867) * middle
                + 5394.1960214247511077) * middle + 687.1870074920579083) * middle
                + 42.313330701600911252) * middle + 1.0)
        else
            (((((((7.7454501427834140764e-4 * tail + 0.0227238449892691845833) * tail
                + 0.24178072517745061177) * tail + 1.27045825245236838258) * tail + 3.64784832476320460504) * tail + 5.7694972214606914055) * tail
                + 4.6303378461565452959) * tail + 1.42343711074968357734)
            / (((((((1.05075007164441684324e-9 * tail + 5.475938084995344946e-4) * tail
                + 0.0151986665636164571966) * tail + 0.14810397642748007459) * tail + 0.68976733498510000455) * tail + 1.6763848301838038494) * tail
                + 2.05319162663775882187) * tail + 1.0)
        end as z
    from fault
    cross join quantile_argument
    where case when message = '' then true else error(message) end
),

person as not materialized (
    -- To enter at time zero is to be observed from the start.
    select
        stratum,
        case when entry > 0 then entry end as entry,
        time,
        least(event, 1) as event,
        event::integer as cause,
        coalesce(weight, 1) as weight
    from subject
    cross join setting
    where coalesce(weight, 1) > 0
),

departed as (
    select
        stratum,
        time as moment,
        sum(weight * event) as n_event,
        sum(weight * (1 - event)) as n_censor
    from person
    group by stratum, time
),

entered as (
    select
        stratum,
        entry as moment,
        sum(weight) as n_enter
    from person
    where entry is not null
    group by stratum, entry
),

neighbour as (
    -- As R's timefix: a time within 1.49e-8 (absolute, or relative to the mean) of the one before is the same time.
    select
        stratum,
        moment,
        coalesce(
            moment - lag(moment) over (partition by stratum order by moment)
            <= 1.4901161193847656e-8 * greatest(1, avg(moment) over (partition by stratum)), false
        ) as is_same
    from (
        -- Asked of each part: where all times are whole nothing is gathered only to be thrown away.
        select stratum, moment from departed inner join setting on not setting.is_whole
        union
        select stratum, moment from entered inner join setting on not setting.is_whole
    )
),

same_time as (
    -- The moments that are the same time as an earlier one; usually none.
    select
        stratum,
        moment,
        time
    from (
        select *, max(case when not is_same then moment end) over (partition by stratum order by moment) as time
        from neighbour
        where stratum in (select stratum from neighbour where is_same)
    )
    where is_same
),

instant as (
    -- Where nobody enters late and no two moments are the same time, those who leave are counted already.
    select stratum, moment as time, n_event, n_censor, 0.0 as n_enter
    from departed
    where not exists (from entered) and not exists (from same_time)
    union all
    select stratum, coalesce(same_time.time, moment) as time, sum(n_event), sum(n_censor), sum(n_enter)
    from (
        select stratum, moment, n_event, n_censor, 0.0 as n_enter from departed
        union all
        select stratum, moment, 0.0, 0.0, n_enter from entered
    )
    left join same_time using (stratum, moment)
    where exists (from entered) or exists (from same_time)
    group by all
),

hazard as (
    -- Whoever enters at a time is at risk only after it. n_left: at risk and without event; what floating sums of
    -- weights leave behind of nobody is nobody.
    select
        stratum,
        time,
        n_event,
        n_censor,
        n_risk,
        case when n_risk - n_event > 1e-12 * n_risk then n_risk - n_event else 0.0 end as n_left
    from (
        select
            *,
            sum(n_event + n_censor - n_enter) over (
                partition by stratum order by time rows between current row and unbounded following
            ) as n_risk
        from instant
    )
),

product_limit as (
    -- variance_step: Greenwood's term of the variance of log S; missing where S falls to zero.
    select
        *,
        product(case when n_event = 0 then 1.0 else n_left / n_risk end)
            over so_far as survival,
        case when n_event = 0 then 0.0 when n_left > 0 then n_event / n_risk / n_left end as variance_step,
        sum(case when n_event > 0 and n_left > 0 then n_event / n_risk / n_left else 0.0 end)
            over so_far as greenwood
    from hazard
    window so_far as (partition by stratum order by time rows unbounded preceding)
),

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
    select
        product_limit.*,
        setting.*,
        case when survival > 0 then sqrt(greenwood) end as std_err_log
    from product_limit
    inner join setting on not setting.is_robust
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
