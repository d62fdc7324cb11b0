-- Nobody is known to be treated where the treatment's register has delivered nothing: no number, not a zero.
with observed_agreement as (
    select agreement_id, has_treatment, has_disease from cohort.observed_agreement
),

survival_estimate as (
    select * from result.survival_estimate
),

net_survival_estimate as (
    select * from result.net_survival_estimate
),

mean_survival_estimate as (
    select * from result.mean_survival_estimate
),

cost_estimate as (
    select * from result.cost_estimate
),

course_estimate as (
    select * from result.course_estimate
),

dose_estimate as (
    select * from result.dose_estimate
),

incidence_estimate as (
    select * from result.incidence_estimate
),

share_estimate as (
    select * from result.share_estimate
),

use_estimate as (
    select * from result.use_estimate
),

comparison_estimate as (
    select * from result.comparison_estimate
),

response_estimate as (
    select * from result.response_estimate
),

complication_estimate as (
    select * from result.complication_estimate
),

prom_estimate as (
    select * from result.prom_estimate
),

estimate as (
    select * from survival_estimate
    union all
    select * from mean_survival_estimate
    union all
    select * from net_survival_estimate
    union all
    select * from cost_estimate
    union all
    select * from course_estimate
    union all
    select * from dose_estimate
    union all
    select * from incidence_estimate
    union all
    select * from share_estimate
    union all
    select * from use_estimate
    union all
    select * from comparison_estimate
    union all
    select * from response_estimate
    union all
    select * from complication_estimate
    union all
    select * from prom_estimate
),

final as (
    select estimate.*
    from estimate
    inner join observed_agreement on observed_agreement.agreement_id = estimate.agreement_id
    where
        (observed_agreement.has_treatment or estimate.measure = 'share_tested')
        and (observed_agreement.has_disease or estimate.measure not in ('share_uptake', 'share_tested'))
)

select * from final
