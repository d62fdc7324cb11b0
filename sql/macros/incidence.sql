-- Included after timeline.sql, whose event is then that of any cause: the CTEs that end in `incidence`, one row per
-- stratum, cause and time with an event or a censoring: the cumulative incidence (Aalen & Johansen 1978) with limits.
-- Its variance is the infinitesimal jackknife, the only one R's survfit gives for several causes: the sum over persons
-- of (weight x influence)^2. A person's influence on the incidence F(t) of a cause is, with S the survival free of any
-- event, h the hazard of the cause, n those at risk, d those with any event, and G the sum of d / (n (n - d)):
--   at risk from `entry` until `t`: sum of S(u-) h(u) (G(u-) - G(entry) - 1 / n(u)) over entry < u <= t
--   gone at T: the same until T, + S(T-) / n(T) if by this cause, and from then on A (F(t) - F(T)),
--   with A = G(T) - G(entry) - (1 / (n(T) - d(T)) if by any cause), the influence on log S.
-- Expanding the squares turns the sums over persons into running sums: the cost is times x causes.
-- R counts from the end, A (F(end) - F(t)), so that nothing large cancels.
departure as (
    -- Persons who come, go and count alike. Who enters after S has fallen to zero influences nothing.
    select
        alike.stratum,
        coalesce(left_at.time, alike.time) as time,
        coalesce(entered_at.time, alike.entry) as entry,
        alike.cause,
        sum(alike.weight) as weight,
        sum(alike.weight_squared) as weight_squared
    from (
        select stratum, time, entry, cause, sum(weight) as weight, sum(weight ** 2) as weight_squared
        from person
        group by all
    ) as alike
    left join same_time as left_at on alike.stratum = left_at.stratum and alike.time = left_at.moment
    left join same_time as entered_at on alike.stratum = entered_at.stratum and alike.entry = entered_at.moment
    group by all
),

cause as (
    -- As in R every stratum shows every cause of the table; of a table without any event, cause 1.
    select distinct cause from departure where cause > 0
    union all
    select 1 as cause where not exists (from departure where cause > 0)
),

before as (
    select
        *,
        lag(survival, 1, 1.0) over (partition by stratum order by time) as survival_before,
        lag(greenwood, 1, 0.0) over (partition by stratum order by time) as greenwood_before
    from product_limit
),

gain as (
    select
        before.* exclude (n_event),
        cause.cause,
        before.n_event + n_censor > 0 as is_listed,
        coalesce(of_cause.n_event, 0.0) as n_event,
        case when of_cause.n_event > 0 then survival_before * of_cause.n_event / n_risk else 0.0 end as gain
    from before
    cross join cause
    left join (
        select stratum, time, cause, sum(weight) as n_event from departure where cause > 0 group by all
    ) as of_cause
        on before.stratum = of_cause.stratum and before.time = of_cause.time and cause.cause = of_cause.cause
),

cumulated as (
    select
        *,
        sum(gain) over so_far as incidence,
        sum(case when gain > 0 then gain * (greenwood_before - 1 / n_risk) else 0.0 end) over so_far
            as at_risk_influence,
        coalesce(sum(gain) over afterwards, 0.0) as yet_to_come
    from gain
    window
        so_far as (partition by stratum, cause order by time),
        afterwards as (
            partition by stratum, cause order by time rows between 1 following and unbounded following
        )
),

cause_influence as (
    -- gone_survival: A of the head of this file; gone_end: a departed person's influence on F(end).
    select
        *,
        gone_shift + incidence_influence + gone_survival * yet_to_come as gone_end
    from (
        select
            gone.stratum,
            gone.cause,
            gone.time,
            departure.entry,
            departure.weight_squared,
            gone.yet_to_come,
            coalesce(entered.greenwood, 0.0) as greenwood_entry,
            coalesce(entered.greenwood * entered.incidence - entered.at_risk_influence, 0.0) as entry_shift,
            gone.at_risk_influence - coalesce(entered.greenwood, 0.0) * gone.incidence
            + coalesce(entered.greenwood * entered.incidence - entered.at_risk_influence, 0.0) as gone_shift,
            case when departure.cause = gone.cause then gone.survival_before / gone.n_risk else 0.0 end
                as incidence_influence,
            case when gone.n_left > 0 then
                gone.greenwood - coalesce(entered.greenwood, 0.0)
                - case when departure.cause > 0 then 1 / gone.n_left else 0.0 end
            else 0.0 end as gone_survival
        from departure
        inner join cumulated as gone on departure.stratum = gone.stratum and departure.time = gone.time
        left join cumulated as entered
            on departure.stratum = entered.stratum and departure.entry = entered.time and gone.cause = entered.cause
        where coalesce(entered.survival, 1) > 0
    )
),

influence_sum as (
    -- g_: those gone by now. r_: those still at risk, whoever is not yet here taken off again.
    select
        stratum,
        cause,
        time,
        sum(g_0) as g_0,
        sum(g_1) as g_1,
        sum(g_2) as g_2,
        sum(r_0) as r_0,
        sum(r_g) as r_g,
        sum(r_gg) as r_gg,
        sum(r_s) as r_s,
        sum(r_gs) as r_gs,
        sum(r_ss) as r_ss
    from (
        select
            stratum,
            cause,
            time,
            weight_squared * gone_end ** 2 as g_0,
            weight_squared * gone_end * gone_survival as g_1,
            weight_squared * gone_survival ** 2 as g_2,
            weight_squared as r_0,
            weight_squared * greenwood_entry as r_g,
            weight_squared * greenwood_entry ** 2 as r_gg,
            weight_squared * entry_shift as r_s,
            weight_squared * greenwood_entry * entry_shift as r_gs,
            weight_squared * entry_shift ** 2 as r_ss
        from cause_influence
        union all
        select
            stratum,
            cause,
            entry,
            0.0,
            0.0,
            0.0,
            0 - weight_squared,
            0 - weight_squared * greenwood_entry,
            0 - weight_squared * greenwood_entry ** 2,
            0 - weight_squared * entry_shift,
            0 - weight_squared * greenwood_entry * entry_shift,
            0 - weight_squared * entry_shift ** 2
        from cause_influence
        where entry is not null
    )
    group by all
),

incidence_variance as (
    select
        cumulated.*,
        coalesce(sum(g_0) over now, 0) - 2 * yet_to_come * coalesce(sum(g_1) over now, 0)
        + yet_to_come ** 2 * coalesce(sum(g_2) over now, 0)
        + at_risk_influence ** 2 * coalesce(sum(r_0) over later, 0)
        + incidence ** 2 * coalesce(sum(r_gg) over later, 0)
        - 2 * at_risk_influence * incidence * coalesce(sum(r_g) over later, 0)
        + 2 * at_risk_influence * coalesce(sum(r_s) over later, 0)
        - 2 * incidence * coalesce(sum(r_gs) over later, 0)
        + coalesce(sum(r_ss) over later, 0) as variance
    from cumulated
    left join influence_sum using (stratum, cause, time)
    window
        now as (partition by cumulated.stratum, cumulated.cause order by cumulated.time),
        later as (
            partition by cumulated.stratum, cumulated.cause order by cumulated.time
            rows between 1 following and unbounded following
        )
),

incidence as (
    select
        stratum,
        cause,
        time,
        n_risk,
        n_event,
        n_censor,
        height as incidence,
        std_err,
-- include limits.sql
    from (
        -- What floating sums leave of one is one.
        select
            incidence_variance.*,
            setting.z,
            case when incidence > 1 - 1e-12 then 1.0 else incidence end as height,
            case when incidence > 0 then sqrt(greatest(variance, 0)) else 0.0 end as std_err
        from incidence_variance
        cross join setting
        where is_listed
    )
)
