-- Judged as of the data cut, never by the clock: the same cut always says the same.
with agreement as (
    select agreement_id, start_date, reassessment_date from agreement.agreement where not is_proposal
),

milestone as (
    select milestone.agreement_id, milestone.kind, milestone.milestone_date, milestone.responsible
    from agreement.milestone
    inner join agreement on agreement.agreement_id = milestone.agreement_id
),

data_source as (
    select distinct agreement_id, register, responsible, cadence, lead_days from agreement.data_source
),

evidence as (
    select distinct agreement_id, provided_by, received_date
    from agreement.evidence
    where received_date <= $data_cut
),

reassessment_decision as (
    select agreement_id, decision_date from agreement.reassessment_decision where decision_date <= $data_cut
),

delivery as (
    select register, received, complete_to, is_used from core.delivery
),

-- Deliveries are owed as long as the plan runs, and never less than a year past the cut: without a decision the
-- agreement goes on.
month as (
    select
        agreement_id,
        start_date,
        unnest(generate_series(
            date_trunc('month', start_date),
            greatest(reassessment_date, $data_cut + 365),
            interval '1' month
        )) as first_of_month
    from agreement
    where start_date is not null
),

period as (
    select
        month.agreement_id,
        data_source.register,
        data_source.responsible,
        data_source.lead_days,
        last_day(cast(month.first_of_month as date)) as period_end
    from month
    inner join data_source on data_source.agreement_id = month.agreement_id
    where
        extract('month' from month.first_of_month) % case data_source.cadence
            when 'month' then 1
            when 'quarter' then 3
            when 'third' then 4
            when 'half_year' then 6
            when 'year' then 12
        end = 0
),

-- A period that was delivered is no longer so when the snapshot that replaced the delivery stops short of it.
delivery_owed as (
    select
        period.agreement_id,
        'delivery' as kind,
        period.register as what,
        period.responsible,
        period.period_end,
        period.period_end + period.lead_days as due_date,
        case when bool_or(delivery.is_used) then min(delivery.received) end as done_date
    from period
    left join delivery
        on delivery.register = period.register
        and delivery.complete_to >= period.period_end
    group by period.agreement_id, period.register, period.responsible, period.period_end, period.lead_days
),

-- The place of each package among those of its party: a party that sends several things on a day sends one.
package as (
    select
        agreement_id,
        provided_by,
        received_date,
        row_number() over (partition by agreement_id, provided_by order by received_date) as package_number
    from evidence
),

evidence_milestone as (
    select
        agreement_id,
        responsible,
        milestone_date,
        row_number() over (partition by agreement_id, responsible order by milestone_date) as milestone_number,
        lag(milestone_date) over (partition by agreement_id, responsible order by milestone_date) as date_before
    from milestone
    where kind = 'evidence_due'
),

-- Packages that came by the milestone before cannot settle this one.
evidence_before as (
    select
        evidence_milestone.agreement_id,
        evidence_milestone.responsible,
        evidence_milestone.milestone_date,
        evidence_milestone.milestone_number,
        count(package.received_date) as n_before
    from evidence_milestone
    left join package
        on package.agreement_id = evidence_milestone.agreement_id
        and package.provided_by = evidence_milestone.responsible
        and package.received_date <= evidence_milestone.date_before
    group by
        evidence_milestone.agreement_id,
        evidence_milestone.responsible,
        evidence_milestone.milestone_date,
        evidence_milestone.milestone_number
),

-- Number of the package that settles milestone i, as a running maximum instead of a loop over milestones:
--   k_i = max(n_before_i, k_(i-1)) + 1   is the same as   k_i = max over j <= i of (n_before_j + 1 - j) + i.
evidence_settled_by as (
    select
        agreement_id,
        responsible,
        milestone_date,
        milestone_number + max(n_before + 1 - milestone_number) over (
            partition by agreement_id, responsible
            order by milestone_number
            rows between unbounded preceding and current row
        ) as package_number
    from evidence_before
),

evidence_owed as (
    select
        evidence_settled_by.agreement_id,
        'evidence' as kind,
        'evidence_due' as what,
        evidence_settled_by.responsible,
        cast(null as date) as period_end,
        evidence_settled_by.milestone_date as due_date,
        package.received_date as done_date
    from evidence_settled_by
    left join package
        on package.agreement_id = evidence_settled_by.agreement_id
        and package.provided_by = evidence_settled_by.responsible
        and package.package_number = evidence_settled_by.package_number
),

planned as (
    select
        milestone.agreement_id,
        case milestone.kind
            when 'data_cut' then 'data_cut'
            when 'reassessment' then 'reassessment'
            when 'legal_basis_expires' then 'legal_basis'
        end as kind,
        milestone.kind as what,
        milestone.responsible,
        cast(null as date) as period_end,
        milestone.milestone_date as due_date,
        case
            when milestone.kind = 'data_cut' and milestone.milestone_date = $data_cut then $data_cut
            when milestone.kind = 'reassessment' then reassessment_decision.decision_date
        end as done_date
    from milestone
    left join reassessment_decision on reassessment_decision.agreement_id = milestone.agreement_id
    where
        milestone.kind in ('reassessment', 'legal_basis_expires')
        or (milestone.kind = 'data_cut' and milestone.milestone_date >= $data_cut)
),

owed as (
    select * from delivery_owed
    union all
    select * from evidence_owed
    union all
    select * from planned
),

final as (
    select
        agreement_id,
        $data_cut as data_cut,
        kind,
        what,
        responsible,
        period_end,
        due_date,
        done_date,
        case
            when done_date is not null then 'done'
            when due_date < $data_cut then 'late'
            when due_date <= $data_cut + 90 then 'due'
            else 'future'
        end as status
    from owed
)

select * from final
