"""result.comparison: what each comparison rests on: sizes, follow-up, likeness, and how firm it is."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from pipelines.building import Reader
from pipelines.methods.comparison_groups import ComparisonGroups, comparison_groups

READS = (
    "agreement.agreement",
    "agreement.comparator_cohort",
    "agreement.comparator_covariate",
    "cohort.comparison_person",
    "outcome.comparison_survival",
    "result.comparison_balance",
    "result.comparison_estimate",
)
GROUPS_READ = (
    "agreement.agreement",
    "agreement.comparator_cohort",
    "agreement.comparator_covariate",
    "cohort.comparison_person",
    "outcome.comparison_survival",
)
"""What `groups_of` reads."""

PERSONS = """
    select person.*, survival.time_days, survival.is_event
    from cohort.comparison_person as person
    inner join outcome.comparison_survival as survival
        on survival.agreement_id = person.agreement_id
        and survival.comparator_id = person.comparator_id
        and survival.arm = person.arm
        and survival.person_id = person.person_id
"""
COMPARATORS = """
    select cohort.agreement_id, cohort.comparator_id, cohort.weights, cohort.horizon_days
    from agreement.comparator_cohort as cohort
    inner join agreement.agreement as agreement on agreement.agreement_id = cohort.agreement_id
    where not agreement.is_proposal
"""
BALANCE = """
    select agreement_id, comparator_id, cohort, covariate, level, difference_before, difference_after
    from result.comparison_balance
"""
RATIO = """
    select agreement_id, level as comparator_id, cohort, variant, estimate, lower, upper
    from result.comparison_estimate
    where measure = 'hazard_ratio' and variant <> 'unadjusted'
"""
KEY = ["agreement_id", "comparator_id", "cohort"]
ARMS = {"treated": 1, "comparators": 0}


def groups_of(read: Reader) -> Iterator[ComparisonGroups]:
    """All comparisons of the cut, weighted; made anew where it is asked, which takes no time."""
    return comparison_groups(
        read.query(PERSONS), read.query(COMPARATORS), read.frame("agreement.comparator_covariate")
    )


def comparison(read: Reader) -> pl.DataFrame:
    """One row per comparison and analysed group."""
    rows = [_facts(groups) for groups in groups_of(read)]
    facts = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    return (
        facts.join(_largest(read.query(BALANCE), "before"), on=KEY, how="left")
        .join(_largest(read.query(BALANCE), "after"), on=KEY, how="left")
        .join(_e_values(facts, read.query(RATIO)), on=KEY, how="left")
        .with_columns(
            pl.lit(read.parameters["data_cut"]).alias("data_cut"), pl.lit(False).alias("suppressed")
        )
        .drop("share_with_event")
    )


_SCHEMA: dict[str, Any] = {
    "agreement_id": pl.String,
    "comparator_id": pl.String,
    "cohort": pl.String,
    "weights": pl.String,
    "horizon_days": pl.Int32,
    "why_not": pl.String,
    "separated_by": pl.String,
    "n_treated": pl.Int64,
    "n_events_treated": pl.Int64,
    "n_comparators": pl.Int64,
    "n_events_comparators": pl.Int64,
    "n_events_treated_to_horizon": pl.Int64,
    "n_events_comparators_to_horizon": pl.Int64,
    "n_prior_use_unknown_treated": pl.Int64,
    "n_prior_use_unknown_comparators": pl.Int64,
    "effective_n_treated": pl.Float64,
    "effective_n_comparators": pl.Float64,
    "follow_up_median_treated_days": pl.Float64,
    "follow_up_median_comparators_days": pl.Float64,
    "proportional_hazards_p_value": pl.Float64,
    "share_with_event": pl.Float64,
}


def _facts(groups: ComparisonGroups) -> dict[str, Any]:
    from pipelines.methods.survival import reverse_events, survival_quantile

    persons = groups.persons
    row: dict[str, Any] = {
        "agreement_id": groups.agreement_id,
        "comparator_id": groups.comparator_id,
        "cohort": groups.cohort,
        "weights": groups.kind,
        "horizon_days": groups.horizon_days,
        "why_not": groups.why_not,
        "separated_by": "+".join(groups.separated_by) or None,
        "share_with_event": persons["event"].mean(),
    }
    for arm, treated in ARMS.items():
        of_arm = persons.filter(pl.col("treated") == treated)
        to_horizon = of_arm.filter(pl.col("time") <= groups.horizon_days)
        row |= {
            f"n_{arm}": len(of_arm),
            f"n_events_{arm}": int(of_arm["event"].sum()),
            f"n_events_{arm}_to_horizon": int(to_horizon["event"].sum()),
            f"n_prior_use_unknown_{arm}": int((of_arm["prior_use"] == "unknown").sum()),
        }
    if len(persons):
        stratified = persons.select(stratum="treated", time="time", event="event")
        medians = dict(
            survival_quantile(reverse_events(stratified), 0.5).select("stratum", "estimate").iter_rows()
        )
        row |= {f"follow_up_median_{arm}_days": medians.get(treated) for arm, treated in ARMS.items()}
    if groups.weighted is not None:
        row |= _weighted_facts(groups.weighted)
    return row


def _weighted_facts(weighted: pl.DataFrame) -> dict[str, float | None]:
    from pipelines.methods.cox import proportional_hazards
    from pipelines.methods.propensity import effective_sample_size

    sizes = dict(effective_sample_size(weighted).select("treated", "effective_n").iter_rows())
    try:
        frame = weighted.with_columns(stratum=pl.lit(0))
        p_value = proportional_hazards(frame, ["treated"])["p_value"][0]
    except ValueError:  # No event, or no finite hazard ratio: there is nothing to test.
        p_value = None
    return {
        "effective_n_treated": sizes[True],
        "effective_n_comparators": sizes[False],
        "proportional_hazards_p_value": p_value,
    }


def _largest(balance: pl.DataFrame, when: str) -> pl.DataFrame:
    """The covariate that the groups differ in most, and by how much."""
    size = pl.col(f"difference_{when}").abs()
    return (
        balance.filter(size.is_not_null())
        .sort(size, "covariate", "level", descending=[True, False, False])
        .group_by(KEY, maintain_order=True)
        .agg(
            pl.col("covariate").first().alias(f"largest_covariate_{when}"),
            size.first().alias(f"largest_difference_{when}"),
        )
    )


def _e_values(facts: pl.DataFrame, ratios: pl.DataFrame) -> pl.DataFrame:
    from pipelines.methods.unmeasured_confounding import e_value

    asked = ratios.drop_nulls(["estimate", "lower", "upper"]).join(
        facts.select(*KEY, "share_with_event"), on=KEY
    )
    rows = [
        [row[name] for name in KEY]
        + list(
            e_value(row["estimate"], row["lower"], row["upper"], row["share_with_event"])
            .select("risk_ratio", "e_value", "e_value_limit")
            .row(0)
        )
        for row in asked.iter_rows(named=True)
        if row["lower"] <= row["estimate"] <= row["upper"]
    ]
    names = ("risk_ratio", "e_value", "e_value_limit")
    schema = dict.fromkeys(KEY, pl.String) | dict.fromkeys(names, pl.Float64)
    return pl.DataFrame(rows, schema=schema, orient="row")
