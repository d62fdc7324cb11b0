-- Somebody counts in both groups of a comparison, and is compared with himself, or counts without being inside, or as
-- a new user without being one that is compared and known not to have used the drug before.
with comparison_person as (
    select
        agreement_id, comparator_id, person_id, prior_use, standing,
        is_counted, is_counted_with_undetermined, is_counted_new_user
    from cohort.comparison_person
),

counted as (
    select
        agreement_id,
        comparator_id,
        person_id,
        sum(case when is_counted then 1 else 0 end) as n_counted,
        sum(case when is_counted_with_undetermined then 1 else 0 end) as n_counted_wider,
        sum(case when is_counted and standing <> 'inside' then 1 else 0 end) as n_not_inside,
        sum(
            case when is_counted_with_undetermined and standing not in ('inside', 'undetermined') then 1 else 0 end
        ) as n_not_admitted,
        sum(case when is_counted_new_user <> (is_counted and prior_use = 'none') then 1 else 0 end) as n_no_new_user
    from comparison_person
    group by agreement_id, comparator_id, person_id
)

select agreement_id, comparator_id, count(*) as n_persons
from counted
where n_counted > 1 or n_counted_wider > 1 or n_not_inside > 0 or n_not_admitted > 0 or n_no_new_user > 0
group by agreement_id, comparator_id
