with agreement as (
    select agreement_id, treatment_source, treatment_register, start_date, start_date - lookback_days as period_from
    from agreement.agreement
    where not is_proposal
),

data_source as (
    select distinct agreement_id, register from agreement.data_source
),

source_coverage as (
    select source, region_code, covers_from, covers_to, reason_english, reason_norwegian
    from reference.source_coverage
),

source as (
    select register, complete_to from core.source
),

coverage_person as (
    select agreement_id, person_id, first_contact_date, hospital_id, region_code
    from cohort.coverage_person
    where denominator = 'npr_drug'
),

drug_exposure as (
    select source, register, hospital_id, exposure_date from core.drug_exposure
),

hospital_episode as (
    select hospital_id, discharge_date from core.hospital_episode where hospital_id is not null
),

treatment as (
    select
        agreement.*,
        agreement.treatment_register as register,
        -- Of what is dispensed, no hospital contact tells.
        agreement.treatment_source <> 'h_resept' as is_seen_in_npr
    from agreement
),

treatment_period as (
    select treatment.*, source.complete_to as period_to
    from treatment
    inner join source on source.register = treatment.register
),

-- What is not delivered lies before a period of delivery, after the last one, or everywhere.
undelivered as (
    select
        source, region_code, reason_english, reason_norwegian,
        case
            when covers_from is null then null
            else lag(covers_to) over (partition by source, region_code order by covers_from) + 1
        end as first_date,
        covers_from - 1 as last_date
    from source_coverage
    union all
    select source, region_code, reason_english, reason_norwegian, covers_to + 1, null
    from (
        select
            *, row_number() over (partition by source, region_code order by covers_from desc) as recency
        from source_coverage
        where covers_from is not null
    ) as last_delivered
    where recency = 1 and covers_to is not null
),

declared as (
    select
        treatment_period.agreement_id,
        treatment_period.register,
        'declared' as kind,
        undelivered.region_code,
        cast(null as varchar) as hospital_id,
        greatest(treatment_period.period_from, coalesce(undelivered.first_date, treatment_period.period_from))
            as gap_from,
        case when undelivered.last_date < treatment_period.period_to then undelivered.last_date end as gap_to,
        treatment_period.is_seen_in_npr as is_counted,
        undelivered.reason_english,
        undelivered.reason_norwegian
    from treatment_period
    inner join undelivered
        on undelivered.source = treatment_period.treatment_source
        and (undelivered.first_date is null or undelivered.first_date <= treatment_period.period_to)
        and (undelivered.last_date is null or undelivered.last_date >= treatment_period.period_from)
),

not_delivered as (
    select
        agreement.agreement_id,
        data_source.register,
        'not_delivered' as kind,
        cast(null as varchar) as region_code,
        cast(null as varchar) as hospital_id,
        agreement.period_from as gap_from,
        cast(null as date) as gap_to,
        treatment.register = data_source.register and treatment.is_seen_in_npr as is_counted,
        'The agreement names the register, and no delivery from it is in use' as reason_english,
        'Avtalen nevner registeret, og ingen leveranse fra det er i bruk' as reason_norwegian
    from agreement
    inner join treatment on treatment.agreement_id = agreement.agreement_id
    inner join data_source on data_source.agreement_id = agreement.agreement_id
    left join source on source.register = data_source.register
    where source.register is null
),

treated_source as (
    select distinct source from drug_exposure
),

without_drug_data as (
    select
        treatment_period.agreement_id,
        treatment_period.register,
        'not_delivered' as kind,
        cast(null as varchar) as region_code,
        cast(null as varchar) as hospital_id,
        treatment_period.period_from as gap_from,
        cast(null as date) as gap_to,
        treatment_period.is_seen_in_npr as is_counted,
        'The register has delivered, but no record of any drug from the agreement''s source of treatment'
            as reason_english,
        'Registeret har levert, men ingen legemiddeldata fra avtalens kilde til behandling' as reason_norwegian
    from treatment_period
    left join treated_source on treated_source.source = treatment_period.treatment_source
    where treated_source.source is null
),

reported as (
    select
        register,
        source as kind_of_row,
        hospital_id,
        cast(date_trunc('month', exposure_date) as date) as month
    from drug_exposure
    where hospital_id is not null
    union all
    select 'npr', 'contact', hospital_id, cast(date_trunc('month', discharge_date) as date)
    from hospital_episode
),

volume as (
    select register, kind_of_row, hospital_id, month, count(*) as n_rows
    from reported
    group by register, kind_of_row, hospital_id, month
),

-- Six rows of months that span six months leave no month out.
followed as (
    select
        *,
        min(n_rows) over half_year as fewest_rows,
        count(*) over half_year as n_months,
        min(month) over half_year as first_month,
        lead(month) over (partition by register, kind_of_row, hospital_id order by month) as next_month
    from volume
    window half_year as (
        partition by register, kind_of_row, hospital_id order by month rows between 5 preceding and current row
    )
),

silent as (
    select
        followed.register,
        followed.kind_of_row,
        followed.hospital_id,
        cast(followed.month + interval 1 month as date) as gap_from,
        cast(followed.next_month - interval 1 day as date) as gap_to
    from followed
    inner join source on source.register = followed.register
    where
        followed.n_months = 6
        and followed.fewest_rows >= 10
        and followed.first_month = cast(followed.month - interval 5 month as date)
        and (followed.next_month is null or followed.next_month > cast(followed.month + interval 1 month as date))
        -- The whole first month without rows is one that the register calls complete.
        and cast(followed.month + interval 2 month as date) <= source.complete_to + 1
),

asked as (
    select agreement_id, register, treatment_source as kind_of_row, period_from, is_seen_in_npr
    from treatment
    union all
    select agreement.agreement_id, data_source.register, 'contact', agreement.period_from, false
    from agreement
    inner join data_source on data_source.agreement_id = agreement.agreement_id
    where data_source.register = 'npr'
),

suspected as (
    select
        asked.agreement_id,
        silent.register,
        'suspected' as kind,
        cast(null as varchar) as region_code,
        silent.hospital_id,
        greatest(silent.gap_from, asked.period_from) as gap_from,
        silent.gap_to,
        asked.is_seen_in_npr as is_counted,
        'A hospital with at least ten rows a month for six months has none, although the register says it is'
        || ' complete' as reason_english,
        'Et sykehus med minst ti rader i måneden i seks måneder har ingen, selv om registeret oppgir å være'
        || ' komplett' as reason_norwegian
    from asked
    inner join silent
        on silent.register = asked.register
        and silent.kind_of_row = asked.kind_of_row
        and (silent.gap_to is null or silent.gap_to >= asked.period_from)
),

gap as (
    select * from declared
    union all
    select * from not_delivered
    union all
    select * from without_drug_data
    union all
    select * from suspected
),

final as (
    select
        gap.agreement_id,
        $data_cut as data_cut,
        gap.register,
        gap.kind,
        gap.region_code,
        gap.hospital_id,
        gap.gap_from,
        gap.gap_to,
        case when gap.is_counted and npr.register is not null then count(coverage_person.person_id) end
            as n_seen_elsewhere,
        gap.reason_english,
        gap.reason_norwegian,
        false as suppressed
    from gap
    left join source as npr on npr.register = 'npr'
    left join coverage_person
        on coverage_person.agreement_id = gap.agreement_id
        and coverage_person.first_contact_date >= gap.gap_from
        and (gap.gap_to is null or coverage_person.first_contact_date <= gap.gap_to)
        and (gap.region_code is null or coverage_person.region_code = gap.region_code)
        and (gap.hospital_id is null or coverage_person.hospital_id = gap.hospital_id)
    group by
        gap.agreement_id, gap.register, gap.kind, gap.region_code, gap.hospital_id, gap.gap_from, gap.gap_to,
        gap.is_counted, npr.register, gap.reason_english, gap.reason_norwegian
)

select * from final
