-- Included after `instant`: the Kaplan-Meier estimate (1958) and Greenwood's variance at each of these times.
-- Events come before censorings at a tie.
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

greenwood_timeline as (
    select
        product_limit.*,
        setting.*,
        case when survival > 0 then sqrt(greenwood) end as std_err_log
    from product_limit
    inner join setting on not setting.is_robust
)
