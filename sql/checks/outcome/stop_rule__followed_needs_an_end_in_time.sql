-- A stop rule is called followed although the treatment is not known to have been stopped, died although it did not
-- end with life, or no event made it apply.
with stop_rule as (
    select agreement_id, person_id, rule_id, verdict, evidence from outcome.stop_rule
),

use_rule as (
    select agreement_id, rule_id, kind, judged_by from agreement.use_rule
),

agreement as (
    select agreement_id, primary_duration_variant from agreement.agreement
),

ended as (
    select agreement_id, person_id, variant, end_reason from outcome.treatment_duration where is_event
)

select stop_rule.agreement_id, stop_rule.rule_id, count(*) as n_persons
from stop_rule
left join use_rule on use_rule.agreement_id = stop_rule.agreement_id and use_rule.rule_id = stop_rule.rule_id
left join agreement on agreement.agreement_id = stop_rule.agreement_id
left join ended
    on ended.agreement_id = stop_rule.agreement_id
    and ended.person_id = stop_rule.person_id
    and ended.variant = agreement.primary_duration_variant
where
    coalesce(use_rule.kind <> 'stop', true)
    or (stop_rule.verdict = 'followed' and coalesce(ended.end_reason = 'death', true))
    or (stop_rule.verdict = 'died' and coalesce(ended.end_reason <> 'death', true))
    or (stop_rule.verdict <> 'unknown' and use_rule.judged_by = 'not_observable')
    or (stop_rule.verdict <> 'unknown' and use_rule.judged_by = 'course_event' and stop_rule.evidence is null)
group by stop_rule.agreement_id, stop_rule.rule_id
