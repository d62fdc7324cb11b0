-- Truth as a number, so that Kleene's AND is the least and OR the greatest: 0 not met, 1 unknown, 2 met.
with assessed_person as (
    select agreement_id, person_id, judged_at_date from cohort.assessed_person
),

every_criterion as (
    select
        agreement_id,
        criterion_id,
        kind,
        subject,
        position,
        minimum,
        maximum,
        coalesce('alternative/' || alternative_group, 'criterion/' || criterion_id) as requirement,
        case kind
            when 'diagnosis' then 1
            when 'topography' then 2
            when 'morphology' then 3
            when 'behaviour' then 4
            when 'stage' then 5
            when 'time_since' then 6
        end as kind_order
    from agreement.criterion
),

criterion as (
    select * from every_criterion where kind_order < 6 or (kind_order = 6 and subject = 'diagnosis')
),

criterion_value as (
    select agreement_id, criterion_id, value from agreement.criterion_value
),

registered_disease as (
    select * from cohort.registered_disease
),

disease_stage as (
    select agreement_id, criterion_id, person_id, disease, verdict, evidence from cohort.disease_stage
),

judged_person as (
    select agreement_id, criterion_id, person_id, verdict from cohort.judged_person
),

requirement as (
    select
        agreement_id,
        requirement,
        row_number() over (
            partition by agreement_id order by min(kind_order), min(position), requirement
        ) as place
    from criterion
    group by agreement_id, requirement
),

coded as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        registered_disease.person_id,
        registered_disease.evidence as disease,
        case criterion.kind
            when 'diagnosis' then registered_disease.icd10_code
            when 'topography' then registered_disease.topography_code
            when 'morphology' then registered_disease.morphology_code
            when 'behaviour' then registered_disease.behaviour_code
        end as code
    from criterion
    inner join registered_disease on registered_disease.agreement_id = criterion.agreement_id
    where criterion.kind in ('diagnosis', 'topography', 'morphology', 'behaviour')
),

compared as (
    select
        coded.agreement_id,
        coded.criterion_id,
        coded.person_id,
        coded.disease,
        max(
            case
                when coded.code is null then 1
                when substr(coded.code, 1, length(criterion_value.value)) = criterion_value.value then 2
                when substr(criterion_value.value, 1, length(coded.code)) = coded.code then 1
                else 0
            end
        ) as truth
    from coded
    inner join criterion_value
        on criterion_value.agreement_id = coded.agreement_id
        and criterion_value.criterion_id = coded.criterion_id
    group by coded.agreement_id, coded.criterion_id, coded.person_id, coded.disease
),

-- A treatment may begin some days before the diagnosis is dated: no time has passed then.
elapsed as (
    select
        criterion.agreement_id,
        criterion.criterion_id,
        criterion.minimum,
        criterion.maximum,
        registered_disease.person_id,
        registered_disease.evidence as disease,
        registered_disease.is_diagnosis_dated,
        greatest(
            date_diff('day', registered_disease.diagnosis_date, assessed_person.judged_at_date), 0
        ) as n_days
    from criterion
    inner join registered_disease on registered_disease.agreement_id = criterion.agreement_id
    inner join assessed_person
        on assessed_person.agreement_id = registered_disease.agreement_id
        and assessed_person.person_id = registered_disease.person_id
    where criterion.kind = 'time_since'
),

judged as (
    select agreement_id, criterion_id, person_id, disease, truth, disease as evidence from compared
    union all
    select
        agreement_id,
        criterion_id,
        person_id,
        disease,
        case verdict when 'met' then 2 when 'unknown' then 1 else 0 end as truth,
        evidence
    from disease_stage
    union all
    select
        agreement_id,
        criterion_id,
        person_id,
        disease,
        case
            when not is_diagnosis_dated then 1
            when n_days < minimum or n_days >= maximum then 0
            else 2
        end as truth,
        disease as evidence
    from elapsed
),

placed as (
    select judged.*, criterion.kind_order >= 5 as is_state, requirement.requirement, requirement.place
    from judged
    inner join criterion
        on criterion.agreement_id = judged.agreement_id and criterion.criterion_id = judged.criterion_id
    inner join requirement
        on requirement.agreement_id = criterion.agreement_id and requirement.requirement = criterion.requirement
),

-- An alternative that the person fulfils whatever the disease: the disease need not fit the others.
fulfilled as (
    select
        judged_person.agreement_id,
        judged_person.person_id,
        requirement.place,
        max(case judged_person.verdict when 'met' then 2 when 'unknown' then 1 else 0 end) as truth
    from judged_person
    inner join every_criterion
        on every_criterion.agreement_id = judged_person.agreement_id
        and every_criterion.criterion_id = judged_person.criterion_id
    inner join requirement
        on requirement.agreement_id = every_criterion.agreement_id
        and requirement.requirement = every_criterion.requirement
    group by judged_person.agreement_id, judged_person.person_id, requirement.place
),

required as (
    select
        placed.agreement_id,
        placed.disease,
        placed.place,
        max(greatest(placed.truth, coalesce(fulfilled.truth, 0))) as truth
    from placed
    left join fulfilled
        on fulfilled.agreement_id = placed.agreement_id
        and fulfilled.person_id = placed.person_id
        and fulfilled.place = placed.place
    group by placed.agreement_id, placed.disease, placed.place
),

so_far as (
    select
        agreement_id,
        disease,
        place,
        coalesce(
            min(truth) over (
                partition by agreement_id, disease order by place
                rows between unbounded preceding and 1 preceding
            ),
            2
        ) as earlier_truth
    from required
),

joined as (
    select placed.*, so_far.earlier_truth, least(placed.truth, so_far.earlier_truth) as joint_truth
    from placed
    inner join so_far
        on so_far.agreement_id = placed.agreement_id
        and so_far.disease = placed.disease
        and so_far.place = placed.place
),

final as (
    select
        joined.agreement_id,
        joined.criterion_id,
        joined.person_id,
        joined.disease,
        case joined.truth when 2 then 'met' when 1 then 'unknown' else 'not_met' end as verdict,
        case joined.earlier_truth when 2 then 'met' when 1 then 'unknown' else 'not_met' end as earlier_verdict,
        case joined.joint_truth when 2 then 'met' when 1 then 'unknown' else 'not_met' end as joint_verdict,
        joined.evidence,
        joined.is_state,
        registered_disease.is_register_closed
    from joined
    inner join registered_disease
        on registered_disease.agreement_id = joined.agreement_id
        and registered_disease.evidence = joined.disease
)

select * from final
