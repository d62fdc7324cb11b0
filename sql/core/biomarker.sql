with study_person as (
    select person_id from core.study_person
),

kreftregisteret_forlop as (
    select lopenr, sid, hendelse_id, hendelsesdato, biomarkor, resultat, verdi, proevedato
    from raw.kreftregisteret_forlop
    where
        hendelsestype = 'BM' and biomarkor is not null
        and lopenr in (select person_id from study_person)
),

final as (
    select
        lopenr as person_id,
        sid as tumour_id,
        hendelse_id as event_id,
        biomarkor as biomarker,
        coalesce(proevedato, hendelsesdato) as sample_date,
        case resultat
            when 'POS' then 'positive'
            when 'NEG' then 'negative'
            when 'IKO' then 'inconclusive'
            when 'IU' then 'not_done'
        end as result,
        cast(verdi as double) as value
    from kreftregisteret_forlop
)

select * from final
