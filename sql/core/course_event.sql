with study_person as (
    select person_id from core.study_person
),

kreftregisteret_forlop as (
    select lopenr, sid, hendelse_id, hendelsestype, hendelsesdato from raw.kreftregisteret_forlop
    where lopenr in (select person_id from study_person)
),

final as (
    select
        lopenr as person_id,
        sid as tumour_id,
        hendelse_id as event_id,
        case hendelsestype
            when 'RE' then 'relapse'
            when 'PR' then 'progression'
            when 'ME' then 'metastasis'
            when 'RS' then 'response'
            when 'KR' then 'complete_remission'
        end as event_type,
        hendelsesdato as event_date
    from kreftregisteret_forlop
    where hendelsestype <> 'BM'
)

select * from final
