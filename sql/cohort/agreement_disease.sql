-- Codes are compared as they begin: a disease is looked up once per length of code that any agreement lists,
-- however many agreements list it.
with disease_register as (
    select agreement_id, register from cohort.disease_register
),

criterion as (
    select agreement_id, criterion_id from agreement.criterion where kind = 'diagnosis'
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

disease as (
    select register, person_id, evidence, tumour_id, diagnosis_date, icd10_code, spread, region_code
    from cohort.disease
),

diagnosis_code as (
    select distinct disease_register.agreement_id, disease_register.register, criterion_value.value as code
    from disease_register
    inner join criterion on criterion.agreement_id = disease_register.agreement_id
    inner join criterion_value
        on criterion_value.agreement_id = criterion.agreement_id
        and criterion_value.criterion_id = criterion.criterion_id
),

code_length as (
    select distinct length(code) as n_characters from diagnosis_code
),

beginning as (
    select disease.*, substr(disease.icd10_code, 1, code_length.n_characters) as code
    from disease
    cross join code_length
    where length(disease.icd10_code) >= code_length.n_characters
),

final as (
    select distinct
        diagnosis_code.agreement_id,
        beginning.person_id,
        beginning.evidence,
        beginning.tumour_id,
        beginning.diagnosis_date,
        beginning.spread,
        beginning.region_code
    from beginning
    inner join diagnosis_code
        on diagnosis_code.register = beginning.register and diagnosis_code.code = beginning.code
)

select * from final
