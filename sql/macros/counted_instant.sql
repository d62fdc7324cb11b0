-- Included after setting.sql in place of instant.sql, for persons who are only counted: all observed from the start, none
-- weighted, times whole and far enough apart. What holds for anybody, and less of it to sort.
instant as (
    select
        stratum,
        time::integer as time,
        sum(event) as n_event,
        count(*) - sum(event) as n_censor,
        0.0 as n_enter
    from subject
    group by stratum, time::integer
)
