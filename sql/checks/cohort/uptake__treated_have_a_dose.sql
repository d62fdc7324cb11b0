-- Somebody is called treated without having begun under the agreement, or untreated with a dose of its own source.
with uptake as (
    select agreement_id, person_id, uptake from cohort.uptake
),

agreement_exposure as (
    select distinct agreement_id, person_id from cohort.agreement_exposure
),

new_starter as (
    select agreement_id, person_id from cohort.treated_person where starter = 'new_starter'
),

compared as (
    select
        uptake.agreement_id,
        uptake.uptake,
        new_starter.person_id is not null as is_new_starter,
        agreement_exposure.person_id is not null as has_dose
    from uptake
    left join new_starter
        on new_starter.agreement_id = uptake.agreement_id and new_starter.person_id = uptake.person_id
    left join agreement_exposure
        on agreement_exposure.agreement_id = uptake.agreement_id
        and agreement_exposure.person_id = uptake.person_id
)

select agreement_id, uptake, count(*) as n_persons
from compared
where (uptake = 'treated' and not is_new_starter) or (uptake = 'untreated' and has_dose)
group by agreement_id, uptake
