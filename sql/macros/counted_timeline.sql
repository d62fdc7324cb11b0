-- Included in place of timeline.sql where persons are only counted (counted_instant.sql): the same `timeline`.
-- include subject.sql
,

-- include setting.sql
,

-- include counted_instant.sql
,

-- include product_limit.sql
,

timeline as (
    from greenwood_timeline
    where case when is_counted then true else error('persons who enter late, are weighted or have broken times') end
)
