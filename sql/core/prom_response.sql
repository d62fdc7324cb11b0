with study_person as (
    select person_id from core.study_person
),

prom_skjema as (
    select
        lopenr, invitert_dato, svardato, tidspunkt, gruppe, status,
        eq5d_mo, eq5d_sc, eq5d_ua, eq5d_pd, eq5d_ad, eq_vas, eq5d_indeks, tariff,
        qlq_1, qlq_2, qlq_3, qlq_4, qlq_5, qlq_6, qlq_7, qlq_8, qlq_9, qlq_10, qlq_11, qlq_12, qlq_13,
        qlq_14, qlq_15, qlq_16, qlq_17, qlq_18, qlq_19, qlq_20, qlq_21, qlq_22, qlq_23, qlq_24, qlq_25,
        qlq_26, qlq_27, qlq_28, qlq_29, qlq_30
    from raw.prom_skjema
    where lopenr in (select person_id from study_person)
),

final as (
    select
        lopenr as person_id,
        invitert_dato as invited_date,
        svardato as answered_date,
        tidspunkt as time_point,
        case cast(gruppe as varchar) when '2' then 'control' else 'patient' end as respondent_group,
        case status
            when 'B' then 'answered'
            when 'D' then 'partial'
            when 'I' then 'no_answer'
            when 'U' then 'unreachable'
        end as response_status,
        eq5d_mo as eq5d_mobility,
        eq5d_sc as eq5d_self_care,
        eq5d_ua as eq5d_usual_activities,
        eq5d_pd as eq5d_pain,
        eq5d_ad as eq5d_anxiety,
        eq_vas,
        eq5d_indeks as eq5d_index,
        tariff,
        qlq_1, qlq_2, qlq_3, qlq_4, qlq_5, qlq_6, qlq_7, qlq_8, qlq_9, qlq_10, qlq_11, qlq_12, qlq_13,
        qlq_14, qlq_15, qlq_16, qlq_17, qlq_18, qlq_19, qlq_20, qlq_21, qlq_22, qlq_23, qlq_24, qlq_25,
        qlq_26, qlq_27, qlq_28, qlq_29, qlq_30
    from prom_skjema
)

select * from final
