"""result.comparison_estimate: the treated against comparators, as they are and weighted to be alike."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.comparison_groups import ComparisonGroups
from pipelines.methods.comparison_terms import TIMES_DAYS, UNADJUSTED, WEIGHTED
from pipelines.methods.measures import MEASURES
from pipelines.result.comparison import GROUPS_READ, groups_of

READS = GROUPS_READ

REPLICATES = 500
"""Enough for percentile limits that change by a small part of their width from one seed to another."""

AS_THEY_ARE = "Robust 95 % limits; the groups as they are, nobody randomised"
BOOTSTRAP = (
    f"95 % percentile limits of {REPLICATES} bootstrap replicates of propensity model, weights and contrast; "
    "nobody randomised"
)
OF_AN_ARM = "Kaplan–Meier, log-log 95 % limits that take the weights as known"
EMPTY = {
    "agreement_id": pl.String, "cohort": pl.String, "level": pl.String, "measure": pl.String,
    "variant": pl.String, "time_days": pl.Int32, "estimate": pl.Float64, "lower": pl.Float64,
    "upper": pl.Float64, "n": pl.Int64, "n_events": pl.Int64, "method": pl.String,
}  # fmt: skip


def comparison_estimate(read: Reader) -> pl.DataFrame:
    """Survival, differences and hazard ratio of every comparison that can be weighted."""
    found = [
        rows.with_columns(
            agreement_id=pl.lit(groups.agreement_id),
            cohort=pl.lit(groups.cohort),
            level=pl.lit(groups.comparator_id),
        ).select(list(EMPTY))
        for groups in groups_of(read)
        if groups.weighted is not None
        for rows in (_of_arms(groups), _contrasts(groups))
    ]
    units = {name: measure.unit for name, measure in MEASURES.items()}
    return pl.concat([pl.DataFrame(schema=EMPTY), *found]).with_columns(
        pl.lit("comparator").alias("subgroup"),
        pl.col("measure").replace_strict(units, return_dtype=pl.String).alias("unit"),
        pl.lit(read.parameters["data_cut"]).alias("data_cut"),
        pl.lit(False).alias("suppressed"),
    )


def _of_arms(groups: ComparisonGroups) -> pl.DataFrame:
    """Survival of each group at the fixed times; events are counted up to each time."""
    from pipelines.methods.survival import survival_at
    from pipelines.methods.weighted_contrast import by_arm

    found = []
    for variant, frame in _variants(groups):
        rows = survival_at(by_arm(frame), list(TIMES_DAYS)).with_columns(variant=pl.lit(variant))
        found.append(rows.select("stratum", "variant", "time", "survival", "lower", "upper"))
    arm = pl.col("stratum").replace_strict(
        {1: "treated_survival", 0: "comparator_survival"}, return_dtype=pl.String
    )
    counts = [
        {"stratum": treated, "time": float(time)} | _counts(groups.persons, time, treated)
        for treated in (0, 1)
        for time in TIMES_DAYS
    ]
    return (
        pl.concat(found)
        .join(pl.DataFrame(counts), on=["stratum", "time"])
        .select(
            arm.alias("measure"),
            "variant",
            pl.col("time").cast(pl.Int32).alias("time_days"),
            pl.col("survival").alias("estimate"),
            "lower",
            "upper",
            "n",
            "n_events",
            pl.lit(OF_AN_ARM).alias("method"),
        )
    )


def _contrasts(groups: ComparisonGroups) -> pl.DataFrame:
    """Differences and the hazard ratio: robust limits as they are, bootstrap limits of the weighted."""
    from pipelines.methods.contrast_bootstrap import bootstrap_contrasts

    unadjusted = _as_they_are(groups).with_columns(variant=pl.lit(UNADJUSTED), method=pl.lit(AS_THEY_ARE))
    weighted = bootstrap_contrasts(
        groups.persons,
        groups.covariates,
        groups.kind,
        tau=groups.horizon_days,
        times=list(TIMES_DAYS),
        replicates=REPLICATES,
    ).with_columns(variant=pl.lit(WEIGHTED[groups.kind]), method=pl.lit(BOOTSTRAP))
    names = ["measure", "variant", "time", "estimate", "lower", "upper", "method"]
    rows = pl.concat([unadjusted.select(names), weighted.select(names)])
    counts = [_counts(groups.persons, time) for time in rows["time"]]
    return rows.with_columns(
        time_days=pl.col("time").cast(pl.Int32),
        n=pl.Series([count["n"] for count in counts], dtype=pl.Int64),
        n_events=pl.Series([count["n_events"] for count in counts], dtype=pl.Int64),
    ).drop("time")


def _as_they_are(groups: ComparisonGroups) -> pl.DataFrame:
    from pipelines.methods.weighted_contrast import (
        HAZARD_RATIO,
        RESULT,
        hazard_ratio,
        restricted_mean_contrast,
        survival_contrast,
    )

    found = [
        restricted_mean_contrast(groups.persons, groups.horizon_days),
        survival_contrast(groups.persons, list(TIMES_DAYS)),
    ]
    try:
        found.append(hazard_ratio(groups.persons))
    except ValueError:  # Nobody died, or one group alone did.
        found.append(pl.DataFrame([{"measure": HAZARD_RATIO}], schema=RESULT))
    return pl.concat(found)


def _variants(groups: ComparisonGroups) -> list[tuple[str, pl.DataFrame]]:
    assert groups.weighted is not None
    return [(UNADJUSTED, groups.persons), (WEIGHTED[groups.kind], groups.weighted)]


def _counts(persons: pl.DataFrame, time: float | None, treated: int | None = None) -> dict[str, int]:
    """Persons, and events up to a time, of one group or of both."""
    of_group = persons if treated is None else persons.filter(pl.col("treated") == treated)
    events = of_group.filter(pl.col("event") == 1)
    return {
        "n": len(of_group),
        "n_events": len(events) if time is None else events.filter(pl.col("time") <= time).height,
    }
