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
    cross join setting
    where case when is_counted then true else error('persons who enter late, are weighted or have broken times') end
    group by stratum, time::integer
)
