with treated_person as (
    select agreement_id, person_id, index_date, age_years, sex from cohort.treated_person
),

overall_survival as (
    select agreement_id, person_id, time_days, is_event from outcome.overall_survival where starter = 'new_starter'
),

final as (
    select
        overall_survival.agreement_id,
        overall_survival.person_id,
        case when treated_person.sex <> 'unknown' then treated_person.sex end as sex,
        treated_person.age_years,
        treated_person.index_date,
        overall_survival.time_days,
        overall_survival.is_event
    from overall_survival
    inner join treated_person
        on treated_person.agreement_id = overall_survival.agreement_id
        and treated_person.person_id = overall_survival.person_id
)

select * from final
