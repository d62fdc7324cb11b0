with treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person
),

person as (
    select person_id, death_date, emigration_date, vital_complete_to from core.person
),

-- A missing complete-to date stays missing: `least` alone would pass over it.
followed as (
    select
        treated_person.agreement_id,
        treated_person.person_id,
        treated_person.index_date,
        person.death_date,
        person.emigration_date,
        case
            when person.vital_complete_to is not null then least(person.vital_complete_to, $data_cut)
        end as followed_to_date
    from treated_person
    left join person on person.person_id = treated_person.person_id
),

final as (
    select
        agreement_id,
        person_id,
        index_date,
        case when death_date <= followed_to_date then death_date end as death_date,
        case
            when emigration_date between index_date and followed_to_date then emigration_date
        end as emigration_date,
        followed_to_date
    from followed
    where coalesce(death_date >= index_date, true)
)

select * from final
