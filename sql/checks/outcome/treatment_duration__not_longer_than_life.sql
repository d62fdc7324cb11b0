-- A time is negative, or treatment lasts longer than the person is known to live or to be followed.
with treatment_duration as (
    select agreement_id, person_id, variant, time_days from outcome.treatment_duration
),

overall_survival as (
    select agreement_id, person_id, time_days from outcome.overall_survival
)

select treatment_duration.agreement_id, treatment_duration.variant, count(*) as n_persons
from treatment_duration
left join overall_survival
    on overall_survival.agreement_id = treatment_duration.agreement_id
    and overall_survival.person_id = treatment_duration.person_id
where treatment_duration.time_days < 0 or treatment_duration.time_days > overall_survival.time_days
group by treatment_duration.agreement_id, treatment_duration.variant
