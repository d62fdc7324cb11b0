-- Included after timeline.sql: `curve` holds the times with an event or a censoring, with confidence limits.
curve as (
    select
        stratum,
        time,
        n_risk,
        n_event,
        n_censor,
        survival,
        std_err,
-- include limits.sql
    from (
        -- At S = 0 Greenwood's variance of log S is infinite and says nothing; nobody's influence on S is left.
        select
            *,
            survival as height,
            case when survival > 0 then survival * std_err_log when is_robust then 0.0 end as std_err
        from timeline
    )
    where n_event + n_censor > 0
)
