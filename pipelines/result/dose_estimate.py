"""result.dose_estimate: doses given beside doses planned and ordered: mean and quartiles of the persons."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.dose_terms import MEAN_OF_PERSONS, QUANTILES_OF_PERSONS
from pipelines.methods.stratum import pack, unpack

READS = ("cohort.group_member", "outcome.dose_intensity")
GROUP = ("agreement_id", "cohort", "subgroup", "level", "measure")

MEAN = "Mean of the persons' own numbers, 95 % limits by Student's t"
QUANTILE = "Quantile of the persons' own numbers"

PERSONS = """
    select
        group_member.agreement_id,
        group_member.cohort,
        group_member.subgroup,
        group_member.level,
        dose.relative_dose_intensity,
        dose.given_of_ordered as dose_given_of_ordered
    from cohort.group_member as group_member
    inner join outcome.dose_intensity as dose
        on dose.agreement_id = group_member.agreement_id and dose.person_id = group_member.person_id
"""


def dose_estimate(read: Reader) -> pl.DataFrame:
    """Mean with limits, and quartiles, of those whose doses are known; no row where nobody's are."""
    from pipelines.methods.total_quantile import total_quantile

    known = (
        read.query(PERSONS)
        .unpivot(index=["agreement_id", "cohort", "subgroup", "level"], variable_name="measure")
        .drop_nulls("value")
    )
    persons = pack(known, GROUP)
    # Everybody's number is whole: nobody is followed for too short a time to have one.
    whole = persons.select("stratum", follow_up_days=pl.lit(0), is_complete=pl.lit(True), total="value")
    names = pl.DataFrame({"q": list(QUANTILES_OF_PERSONS.values()), "variant": list(QUANTILES_OF_PERSONS)})
    quantiles = total_quantile(whole, list(QUANTILES_OF_PERSONS.values())).join(names, on="q").select(
        "stratum", "variant", "estimate", method=pl.lit(QUANTILE)
    )  # fmt: skip
    parts = pl.concat([_means(persons), quantiles], how="diagonal")
    counts = persons.group_by("stratum").agg(pl.len().cast(pl.Int64).alias("n"))
    return unpack(parts.join(counts, on="stratum"), GROUP).select(
        *GROUP, "variant",
        pl.lit(None, dtype=pl.Int32).alias("time_days"),
        "estimate", "lower", "upper",
        pl.lit("ratio").alias("unit"),
        "n",
        pl.lit(None, dtype=pl.Int64).alias("n_events"),
        "method",
        pl.lit(read.parameters["data_cut"]).alias("data_cut"),
        pl.lit(False).alias("suppressed"),
    )  # fmt: skip


def _means(persons: pl.DataFrame) -> pl.DataFrame:
    from pipelines.methods.mean_interval import mean_interval

    means = persons.group_by("stratum", maintain_order=True).agg(
        n=pl.len(), estimate=pl.col("value").mean(), sd=pl.col("value").std().fill_null(0)
    )
    lower, upper = mean_interval(means["n"], means["estimate"], means["sd"])
    return means.select(
        "stratum",
        pl.lit(MEAN_OF_PERSONS).alias("variant"),
        "estimate",
        pl.Series("lower", lower).fill_nan(None),
        pl.Series("upper", upper).fill_nan(None),
        pl.lit(MEAN).alias("method"),
    )
