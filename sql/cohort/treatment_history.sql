with agreement as (
    select agreement_id, treatment_source from agreement.agreement
),

assessed_person as (
    select agreement_id, person_id, is_treated, judged_at_date, region_code from cohort.assessed_person
),

person as (
    select person_id, region_code from core.person
),

registered_disease as (
    select agreement_id, person_id, diagnosis_date, is_diagnosis_dated
    from cohort.registered_disease
    where is_diagnosis
),

therapy_line as (
    select agreement_id, person_id, line_number, line_start, line_end, is_index_line from cohort.therapy_line
),

rare_disease_registration as (
    select person_id, inclusion_date from core.rare_disease_registration
),

source_coverage as (
    select source, region_code, covers_from, covers_to from reference.source_coverage
),

drug_source as (
    select * from (values ('hospital'), ('h_resept')) as drug_source (source)
),

place as (
    select agreement_id, person_id, judged_at_date, region_code
    from assessed_person
    where region_code is not null
    union
    select
        assessed_person.agreement_id,
        assessed_person.person_id,
        assessed_person.judged_at_date,
        person.region_code
    from assessed_person
    inner join person on person.person_id = assessed_person.person_id
    where person.region_code is not null
),

needed as (
    select
        place.agreement_id,
        place.person_id,
        place.region_code,
        drug_source.source,
        min(source_coverage.covers_from) as covers_from
    from place
    cross join drug_source
    left join source_coverage
        on source_coverage.source = drug_source.source
        and (source_coverage.region_code is null or source_coverage.region_code = place.region_code)
        and source_coverage.covers_from <= place.judged_at_date
        and (source_coverage.covers_to is null or source_coverage.covers_to >= place.judged_at_date)
    group by place.agreement_id, place.person_id, place.region_code, drug_source.source
    union all
    select
        assessed_person.agreement_id,
        assessed_person.person_id,
        null as region_code,
        agreement.treatment_source as source,
        rare_disease_registration.inclusion_date as covers_from
    from assessed_person
    inner join agreement
        on agreement.agreement_id = assessed_person.agreement_id
        and agreement.treatment_source = 'quality_register'
    inner join place
        on place.agreement_id = assessed_person.agreement_id and place.person_id = assessed_person.person_id
    left join rare_disease_registration on rare_disease_registration.person_id = assessed_person.person_id
),

covered as (
    select
        agreement_id,
        person_id,
        case when count(*) = count(covers_from) then max(covers_from) end as covered_from_date
    from needed
    group by agreement_id, person_id
),

diseased as (
    select
        agreement_id,
        person_id,
        case when min(case when is_diagnosis_dated then 1 else 0 end) = 1 then min(diagnosis_date) end
            as disease_from_date
    from registered_disease
    group by agreement_id, person_id
),

index_line as (
    select agreement_id, person_id, line_number from therapy_line where is_index_line
),

earlier_line as (
    select assessed_person.agreement_id, assessed_person.person_id, count(*) as n_earlier_lines
    from assessed_person
    inner join therapy_line
        on therapy_line.agreement_id = assessed_person.agreement_id
        and therapy_line.person_id = assessed_person.person_id
    left join index_line
        on index_line.agreement_id = assessed_person.agreement_id
        and index_line.person_id = assessed_person.person_id
    left join diseased
        on diseased.agreement_id = assessed_person.agreement_id
        and diseased.person_id = assessed_person.person_id
    where
        (diseased.disease_from_date is null or therapy_line.line_end >= diseased.disease_from_date)
        and case
            when assessed_person.is_treated then therapy_line.line_number < index_line.line_number
            else therapy_line.line_start < assessed_person.judged_at_date
        end
    group by assessed_person.agreement_id, assessed_person.person_id
),

final as (
    select
        assessed_person.agreement_id,
        assessed_person.person_id,
        cast(coalesce(earlier_line.n_earlier_lines, 0) as integer) as n_earlier_lines,
        covered.covered_from_date,
        diseased.disease_from_date,
        coalesce(covered.covered_from_date <= diseased.disease_from_date, false) as is_complete
    from assessed_person
    left join earlier_line
        on earlier_line.agreement_id = assessed_person.agreement_id
        and earlier_line.person_id = assessed_person.person_id
    left join covered
        on covered.agreement_id = assessed_person.agreement_id and covered.person_id = assessed_person.person_id
    left join diseased
        on diseased.agreement_id = assessed_person.agreement_id and diseased.person_id = assessed_person.person_id
)

select * from final
