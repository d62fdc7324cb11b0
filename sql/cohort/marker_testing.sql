with agreement as (
    select agreement_id, start_date, minimum_age_years, maximum_age_years
    from agreement.agreement
    where not is_proposal
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'biomarker'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

disease_register as (
    select agreement_id, complete_to from cohort.disease_register
),

agreement_disease as (
    select agreement_id, person_id, evidence, tumour_id, diagnosis_date, region_code from cohort.agreement_disease
),

person as (
    select person_id, birth_year, birth_month, region_code from core.person
),

biomarker as (
    select person_id, tumour_id, biomarker
    from core.biomarker
    where (result is null or result <> 'not_done') and sample_date <= $data_cut
),

in_period as (
    select
        agreement_disease.agreement_id,
        agreement_disease.person_id,
        agreement_disease.tumour_id,
        agreement_disease.diagnosis_date,
        agreement.minimum_age_years,
        agreement.maximum_age_years,
        person.birth_year,
        person.birth_month,
        coalesce(agreement_disease.region_code, person.region_code) as region_code,
        row_number() over (
            partition by agreement_disease.agreement_id, agreement_disease.person_id
            order by agreement_disease.diagnosis_date, agreement_disease.evidence
        ) as place
    from agreement_disease
    inner join agreement
        on agreement.agreement_id = agreement_disease.agreement_id
        and agreement.start_date <= agreement_disease.diagnosis_date
    inner join disease_register
        on disease_register.agreement_id = agreement_disease.agreement_id
        and disease_register.complete_to >= agreement_disease.diagnosis_date
    left join person on person.person_id = agreement_disease.person_id
),

-- Born on the 15th, as everywhere; of unknown age is in scope.
diagnosed as (
    select *
    from in_period
    where
        place = 1
        and coalesce(diagnosis_date >= make_date(birth_year + minimum_age_years, birth_month, 15), true)
        and coalesce(diagnosis_date < make_date(birth_year + maximum_age_years, birth_month, 15), true)
),

asked as (
    select
        diagnosed.agreement_id,
        criterion.criterion_id,
        diagnosed.person_id,
        diagnosed.tumour_id,
        diagnosed.diagnosis_date,
        diagnosed.region_code
    from diagnosed
    inner join criterion on criterion.agreement_id = diagnosed.agreement_id
),

tested as (
    select distinct asked.agreement_id, asked.criterion_id, asked.person_id
    from asked
    inner join biomarker
        on biomarker.person_id = asked.person_id
        and (biomarker.tumour_id is null or biomarker.tumour_id = asked.tumour_id)
    inner join criterion_value
        on criterion_value.agreement_id = asked.agreement_id
        and criterion_value.criterion_id = asked.criterion_id
        and criterion_value.value = biomarker.biomarker
),

final as (
    select
        asked.agreement_id,
        asked.criterion_id,
        asked.person_id,
        asked.diagnosis_date,
        asked.region_code,
        tested.person_id is not null as is_tested
    from asked
    left join tested
        on tested.agreement_id = asked.agreement_id
        and tested.criterion_id = asked.criterion_id
        and tested.person_id = asked.person_id
)

select * from final
