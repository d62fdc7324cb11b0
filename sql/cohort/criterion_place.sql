with assessed_person as (
    select agreement_id, person_id, hospital_id, region_code from cohort.assessed_person
),

criterion as (
    select agreement_id, criterion_id, subject from agreement.criterion where kind = 'place'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

placed as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        assessed_person.person_id,
        case criterion.subject
            when 'hospital' then assessed_person.hospital_id
            when 'region' then assessed_person.region_code
        end as place
    from assessed_person
    inner join criterion on criterion.agreement_id = assessed_person.agreement_id
),

final as (
    select
        placed.agreement_id,
        placed.criterion_id,
        placed.person_id,
        case
            when placed.place is null then 'unknown'
            when criterion_value.value is not null then 'met'
            else 'not_met'
        end as verdict,
        case when placed.place is not null then 'cohort.assessed_person/' || placed.person_id end as evidence
    from placed
    left join criterion_value
        on criterion_value.agreement_id = placed.agreement_id
        and criterion_value.criterion_id = placed.criterion_id
        and criterion_value.value = placed.place
)

select * from final
