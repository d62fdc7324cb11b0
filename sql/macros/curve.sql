-- Included after timeline.sql: `curve` holds the times with an event or a censoring, with confidence limits.
curve as (
    -- Limits on the log-log scale do not exist at S = 1; no scale has them at S = 0.
    select
        stratum,
        time,
        n_risk,
        n_event,
        n_censor,
        survival,
        survival * std_err_log as std_err,
        case
            when survival = 0 then null
            when conf_type = 'plain' then greatest(survival - z * survival * std_err_log, 0)
            when conf_type = 'log' then survival * exp(-z * std_err_log)
            when survival < 1 then exp(ln(survival) * exp(-z * std_err_log / ln(survival)))
        end as lower,
        case
            when survival = 0 then null
            when conf_type = 'plain' then least(survival + z * survival * std_err_log, 1)
            when conf_type = 'log' then least(survival * exp(z * std_err_log), 1)
            when survival < 1 then exp(ln(survival) * exp(z * std_err_log / ln(survival)))
        end as upper
    from timeline
    where n_event + n_censor > 0
        and case when conf_type in ('log-log', 'log', 'plain') then true
            else error('conf_type must be log-log, log or plain') end
)
