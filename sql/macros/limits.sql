        -- `lower` and `upper` of a probability `height` with `std_err` and `z`, symmetric on the scale `conf_type`. At 0
        -- the log scale does not exist, at 0 and 1 the log-log scale does not.
        case
            when conf_type not in ('log-log', 'log', 'plain') then error('conf_type must be log-log, log or plain')
            when std_err is null then null
            when conf_type = 'plain' then greatest(height - z * std_err, 0)
            when height = 0 then null
            when conf_type = 'log' then height * exp(-z * std_err / height)
            when height < 1 then exp(ln(height) * exp(-z * std_err / height / ln(height)))
        end as lower,
        case
            when std_err is null then null
            when conf_type = 'plain' then least(height + z * std_err, 1)
            when height = 0 then null
            when conf_type = 'log' then least(height * exp(z * std_err / height), 1)
            when height < 1 then exp(ln(height) * exp(z * std_err / height / ln(height)))
        end as upper
