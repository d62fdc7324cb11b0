with treated_person as (
    select agreement_id, person_id, index_date from cohort.treated_person where starter = 'new_starter'
),

eligibility as (
    select agreement_id, person_id, verdict from cohort.eligibility
),

admitted as (
    select * from (
        values
            ('all_treated', 'inside'),
            ('all_treated', 'undetermined'),
            ('all_treated', 'outside'),
            ('inside_or_undetermined', 'inside'),
            ('inside_or_undetermined', 'undetermined'),
            ('inside', 'inside')
    ) as admitted (cohort, verdict)
),

final as (
    select
        treated_person.agreement_id,
        admitted.cohort,
        treated_person.person_id,
        treated_person.index_date
    from treated_person
    inner join eligibility
        on eligibility.agreement_id = treated_person.agreement_id
        and eligibility.person_id = treated_person.person_id
    inner join admitted on admitted.verdict = eligibility.verdict
)

select * from final
