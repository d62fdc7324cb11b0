-- Whether two rules say different things of a person, of the end of treatment or of its cost up to the horizon.
with agreement as (
    select agreement_id, cost_horizon_days from agreement.agreement where not is_proposal
),

group_member as (
    select agreement_id, cohort, person_id from cohort.group_member where subgroup = 'all'
),

treatment_duration as (
    select agreement_id, person_id, variant, time_days, is_event, end_reason from outcome.treatment_duration
),

treatment_record as (
    select agreement_id, person_id, variant, days_from_index, drug_cost_nok from outcome.treatment_record
),

spent as (
    select
        treatment_record.agreement_id,
        treatment_record.person_id,
        treatment_record.variant,
        sum(treatment_record.drug_cost_nok) as cost_nok
    from treatment_record
    inner join agreement on agreement.agreement_id = treatment_record.agreement_id
    where treatment_record.days_from_index < agreement.cost_horizon_days
    group by treatment_record.agreement_id, treatment_record.person_id, treatment_record.variant
),

judged as (
    select
        treatment_duration.agreement_id,
        treatment_duration.person_id,
        treatment_duration.variant,
        treatment_duration.time_days,
        treatment_duration.end_reason,
        coalesce(spent.cost_nok, 0) as cost_nok,
        -- A cost is complete at the end of treatment or at the horizon; before that it is cut short on this day.
        case
            when not treatment_duration.is_event and treatment_duration.time_days < agreement.cost_horizon_days
                then treatment_duration.time_days
        end as cut_short_days
    from treatment_duration
    inner join agreement on agreement.agreement_id = treatment_duration.agreement_id
    left join spent
        on spent.agreement_id = treatment_duration.agreement_id
        and spent.person_id = treatment_duration.person_id
        and spent.variant = treatment_duration.variant
),

variant as (
    select distinct agreement_id, variant from treatment_duration
),

paired as (
    select
        group_member.agreement_id,
        group_member.cohort,
        variant.variant,
        other_variant.variant as other_variant,
        judged.time_days is distinct from other.time_days or judged.end_reason is distinct from other.end_reason
            as is_other_end,
        judged.cost_nok is distinct from other.cost_nok or judged.cut_short_days is distinct from other.cut_short_days
            as is_other_cost
    from group_member
    inner join variant on variant.agreement_id = group_member.agreement_id
    inner join variant as other_variant
        on other_variant.agreement_id = variant.agreement_id and other_variant.variant > variant.variant
    left join judged
        on judged.agreement_id = group_member.agreement_id
        and judged.person_id = group_member.person_id
        and judged.variant = variant.variant
    left join judged as other
        on other.agreement_id = group_member.agreement_id
        and other.person_id = group_member.person_id
        and other.variant = other_variant.variant
),

final as (
    select
        agreement_id,
        cohort,
        variant,
        other_variant,
        count(*) filter (where is_other_end) as n_other_end,
        count(*) filter (where is_other_cost) as n_other_cost
    from paired
    group by agreement_id, cohort, variant, other_variant
)

select * from final
