"""confidential.net_cost: released drug costs as they are at the confidential price."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.cost_release import KEPT
from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.patient_flow import COUNTED_COHORT
from pipelines.remade import remade
from schemas.confidential.net_cost import MEASURES
from schemas.confidential.price_term import PRICES

REMAKES = ("result.cost_estimate", "result.course_estimate")
UNUSED = ("outcome.hospital_cost", "outcome.treatment_cycle")
"""The definitions ask for them; they say nothing of what a drug costs."""
GIVEN = (
    "agreement.agreement",
    "cohort.agreement_exposure",
    "cohort.group_member",
    "cohort.treated_person",
    "outcome.cost_follow_up",
    "outcome.exposure_coverage",
    "outcome.treatment_course",
    "outcome.treatment_duration",
    *UNUSED,
)
READS = (
    *GIVEN,
    "agreement.substance",
    "confidential.price_term",
    "reference.drug_price",
    "released.estimate",
)
ROW = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days"]

PRICED = f"agreement_id in (select agreement_id from confidential.price_term where kind in {PRICES})"

# What a dose's price was as a share of its list price, on the day it was given.
SHARES = """
    with listed as (
        select
            exposure.agreement_id, exposure.exposure_id,
            arg_max(drug_price.price_nok, drug_price.valid_from) as price_nok
        from cohort.agreement_exposure as exposure
        inner join agreement.substance as substance on substance.agreement_id = exposure.agreement_id
        inner join reference.drug_price as drug_price
            on drug_price.atc_code = substance.atc_code
            and exposure.exposure_date >= drug_price.valid_from
            and exposure.exposure_date <= coalesce(drug_price.valid_to, exposure.exposure_date)
        group by exposure.agreement_id, exposure.exposure_id
    )
    select
        exposure.agreement_id,
        exposure.exposure_id,
        coalesce(net.value / nullif(listed.price_nok, 0), 1 - discount.value, 1) as share
    from cohort.agreement_exposure as exposure
    left join listed
        on listed.agreement_id = exposure.agreement_id and listed.exposure_id = exposure.exposure_id
    left join confidential.price_term as net
        on net.agreement_id = exposure.agreement_id
        and net.kind = 'net_price'
        and exposure.exposure_date >= net.valid_from
        and exposure.exposure_date <= coalesce(net.valid_to, exposure.exposure_date)
    left join confidential.price_term as discount
        on discount.agreement_id = exposure.agreement_id
        and discount.kind = 'flat_discount_share'
        and exposure.exposure_date >= discount.valid_from
        and exposure.exposure_date <= coalesce(discount.valid_to, exposure.exposure_date)
"""
PAID = """
    select
        member.agreement_id,
        member.cohort,
        exposure.exposure_id,
        member.person_id,
        date_diff('day', treated_person.index_date, exposure.exposure_date) as day,
        follow_up.follow_up_days,
        follow_up.is_complete,
        agreement.cost_horizon_days
    from cohort.group_member as member
    inner join agreement.agreement as agreement on agreement.agreement_id = member.agreement_id
    inner join outcome.cost_follow_up as follow_up
        on follow_up.agreement_id = member.agreement_id
        and follow_up.person_id = member.person_id
        and follow_up.cost_source = 'drug'
    inner join cohort.treated_person as treated_person
        on treated_person.agreement_id = member.agreement_id and treated_person.person_id = member.person_id
    inner join cohort.agreement_exposure as exposure
        on exposure.agreement_id = member.agreement_id and exposure.person_id = member.person_id
    where
        member.subgroup = 'all'
        and exposure.drug_cost_nok is not null
        and date_diff('day', treated_person.index_date, exposure.exposure_date)
            between 0 and agreement.cost_horizon_days - 1
"""


def net_cost(read: Reader) -> pl.DataFrame:
    """Drug costs of `released.estimate`, NOK, remade by their own definitions from what the doses cost.

    A number leaves where the same number at list price has left, and where the two together tell of nobody
    (`_leaves`).
    """
    shares = read.query(SHARES)
    given = {name: read.query(f"select * from {name} where {PRICED}") for name in GIVEN}
    given |= {name: given[name].clear() for name in UNUSED}
    given["outcome.cost_follow_up"] = given["outcome.cost_follow_up"].filter(cost_source="drug")
    given["cohort.agreement_exposure"] = (
        given["cohort.agreement_exposure"]
        .join(shares, on=["agreement_id", "exposure_id"], how="left", maintain_order="left")
        .with_columns(
            drug_cost_nok=(pl.col("drug_cost_nok").cast(pl.Float64) * pl.col("share"))
            .round(2)
            .cast(pl.Decimal(18, 2))
        )
        .drop("share")
    )
    columns = ", ".join((*ROW, "estimate as at_net_price", "lower", "upper"))
    with remade(REMAKES, given, read.parameters) as query:
        net = pl.concat(
            [query(f"select {columns} from {name} where measure in {MEASURES}") for name in REMAKES]
        )
    listed = read.query(
        f"select {', '.join(ROW)}, data_cut, estimate as at_list_price, suppressed "
        f"from released.estimate where measure in {MEASURES} and {PRICED}"
    )
    leaves = ~pl.col("suppressed") & _leaves(
        read.query(PAID).join(shares, on=["agreement_id", "exposure_id"])
    )
    return (
        listed.join(net, on=ROW, how="left", maintain_order="left")
        .with_columns(suppressed=~leaves)
        .with_columns(
            pl.when(~pl.col("suppressed")).then(name).alias(name)
            for name in ("at_net_price", "lower", "upper")
        )
    )


def _leaves(paid: pl.DataFrame) -> pl.Expr:
    """Whether a cost may stand at both prices; `paid` has a row for each dose that a group's cost counts.

    Two costs of the same doses are two equations: if two prices were paid, they give what was spent at each.
    Where one share of the list price holds throughout, the second cost tells nothing new. Elsewhere only the
    main estimate of the group that is counted leaves, so that no two rules, groups or levels can be
    subtracted, and only if nobody or at least five persons paid each share for doses that it counts.
    """
    from pipelines.methods.mean_cost import INTERVAL_DAYS

    n_shares = paid.group_by("agreement_id").agg(n=pl.col("share").n_unique())
    interval_end = (pl.col("day") // INTERVAL_DAYS + 1) * INTERVAL_DAYS
    is_counted = pl.col("is_complete") | (
        pl.col("follow_up_days") >= pl.min_horizontal(interval_end, "cost_horizon_days")
    )
    payers = (
        paid.filter(cohort=COUNTED_COHORT)
        .group_by("agreement_id", "share")
        .agg(n=pl.col("person_id").filter(is_counted).n_unique())
    )
    told = payers.filter(pl.col("n") < THRESHOLD)["agreement_id"]
    several = pl.col("agreement_id").is_in(n_shares.filter(pl.col("n") > 1)["agreement_id"].to_list())
    is_main = (
        (pl.col("measure") == MEASURES[0])
        & (pl.col("variant") == KEPT)
        & (pl.col("cohort") == COUNTED_COHORT)
        & (pl.col("subgroup") == "all")
    )
    return ~several | (is_main & ~pl.col("agreement_id").is_in(told.to_list()))
