"""result.net_survival_estimate: survival beside what the general population would have had."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.measures import MEASURES
from pipelines.methods.stratum import pack, unpack

READS = ("cohort.group_member", "outcome.net_survival_input", "reference.life_table")

GROUP = ("agreement_id", "cohort", "subgroup", "level")
PEOPLE = """
    select
        group_member.agreement_id, cohort, subgroup, level, sex, age_years, index_date as start_date,
        time_days as time, is_event as event
    from cohort.group_member
    inner join outcome.net_survival_input
        on net_survival_input.agreement_id = group_member.agreement_id
        and net_survival_input.person_id = group_member.person_id
    where sex is not null and age_years is not null
"""
METHODS = {
    ("net_survival", "pohar_perme"): "Pohar Perme, log 95 % limits; missing beyond the last person followed",
    ("net_survival", "ederer_2"): "Ederer II, log 95 % limits; missing beyond the last person followed",
    ("expected_survival", "ederer_1"): "Ederer I: mean over the persons of what the life table expects",
}
NOT_IN_TABLE = "Missing: the life table lacks an age or a year of somebody in the group"


def net_survival_estimate(read: Reader) -> pl.DataFrame:
    """Net survival by both estimators and expected survival, for each group at the catalogue's times."""
    from pipelines.methods.life_table import DAYS_PER_YEAR

    people = pack(read.query(PEOPLE), GROUP).with_columns(age_days=pl.col("age_years") * DAYS_PER_YEAR)
    life_table = read.frame("reference.life_table")
    origin = "; ".join(life_table["origin"].unique().sort())
    parts = [
        _at_time(people, life_table, measure, variant, time).with_columns(
            method=pl.when("is_covered")
            .then(pl.lit(f"{method}; life table: {origin}"))
            .otherwise(pl.lit(NOT_IN_TABLE))
        )
        for (measure, variant), method in METHODS.items()
        for time in MEASURES[measure].times_days
    ]
    return unpack(pl.concat(parts), GROUP).select(
        *GROUP, "measure", "variant", "time_days", "estimate", "lower", "upper",
        pl.lit("probability").alias("unit"),
        "n", "n_events", "method",
        pl.lit(read.parameters["data_cut"]).alias("data_cut"),
        pl.lit(False).alias("suppressed"),
    )  # fmt: skip


def _at_time(
    people: pl.DataFrame, life_table: pl.DataFrame, measure: str, variant: str, time: int
) -> pl.DataFrame:
    """One estimator at one time for every group, missing where the life table lacks somebody."""
    from pipelines.methods.life_table import expected_survival
    from pipelines.methods.net_survival import net_survival

    is_net = measure == "net_survival"
    counted = people.with_columns(is_lacking=_lacking(people, life_table, time, whole=not is_net))
    groups = counted.group_by("stratum").agg(
        n=pl.len().cast(pl.Int64),
        n_events=(pl.col("event") & (pl.col("time") <= time)).sum().cast(pl.Int64),
        is_covered=~pl.col("is_lacking").any(),
    )
    covered = people.join(groups.filter("is_covered"), on="stratum", how="semi")
    if covered.is_empty():
        found = pl.DataFrame(schema={"stratum": pl.String} | dict.fromkeys(LIMITS, pl.Float64))
    elif is_net:
        found = net_survival(covered, life_table, time, variant).rename({"net_survival": "estimate"})
    else:
        found = expected_survival(covered, life_table, time).select(
            "stratum",
            estimate="expected_survival",
            lower=pl.lit(None, pl.Float64),
            upper=pl.lit(None, pl.Float64),
        )
    return groups.join(found.select("stratum", *LIMITS), on="stratum", how="left").select(
        "stratum", "n", "n_events", "is_covered", *LIMITS,
        pl.lit(measure).alias("measure"),
        pl.lit(variant).alias("variant"),
        pl.lit(time, pl.Int32).alias("time_days"),
    )  # fmt: skip


LIMITS = ("estimate", "lower", "upper")


def _lacking(people: pl.DataFrame, life_table: pl.DataFrame, time: int, whole: bool) -> pl.Series:
    """Who lives on a day that the life table lacks: until `time`, or no longer than followed."""
    import numpy as np

    from pipelines.methods.life_table import daily_hazards
    from pipelines.methods.net_survival import last_day_needed

    if life_table.is_empty():
        return pl.Series(np.full(len(people), True))
    followed = np.full(len(people), time) if whole else people["time"].to_numpy()
    return pl.Series(daily_hazards(life_table).lacks(people, last_day_needed(followed, time)))
