"""Divide the difference of every number over what changed, by builds that differ in one thing at a time."""

from collections.abc import Mapping

import polars as pl

from pipelines.difference.numbers import COLUMNS, NUMBERS, Numbers

STEPS = ("code", "protocol", "corrections", "follow_up", "new_patients")
"""In the order in which they are changed. What two of them do together counts with the later one."""
EARLIER, LATER = "earlier", "later"
BUILDS = (EARLIER, *STEPS, LATER)
"""The earlier edition, a build after each step, and the later edition."""


def split(builds: Mapping[str, pl.DataFrame], tables: Mapping[str, Numbers] = NUMBERS) -> pl.DataFrame:
    """One row per number: earlier, later, difference, one column per step, and not_split.

    `builds` holds the numbers after each of BUILDS. The steps and `not_split` add up to the difference. A
    step is missing where a build beside it does not have the number, and what is left then is not split; a
    difference is missing where one of the editions does not have the number. Code counts twice: before the
    first other step, and after the last where the later edition was not made by today's code.
    """
    joined = _joined(builds)
    counted = [name for name, shape in tables.items() if shape.is_count]
    joined = joined.with_columns(
        pl.when(pl.col("table_name").is_in(counted) & ~pl.col(f"has {name}"))
        .then(0.0)
        .otherwise(pl.col(name))
        .alias(name)
        for name in BUILDS
    )
    before = dict(zip(STEPS, BUILDS, strict=False))
    steps = [(pl.col(step) - pl.col(before[step])).alias(f"by {step}") for step in STEPS]
    last = STEPS[-1]
    late_code = (
        pl.when(pl.col(LATER).is_null() & pl.col(last).is_null())
        .then(0.0)
        .otherwise(pl.col(LATER) - pl.col(last))
    )
    changed = joined.with_columns(*steps, difference=pl.col(LATER) - pl.col(EARLIER)).with_columns(
        (pl.col("by code") + late_code).alias("by code")
    )
    known = pl.sum_horizontal(f"by {step}" for step in STEPS)
    return changed.select(
        *COLUMNS,
        "unit",
        EARLIER,
        LATER,
        "difference",
        *(_without_dust(pl.col(f"by {step}")).alias(step) for step in STEPS),
        not_split=_without_dust(pl.col("difference") - known),
    )


def _joined(builds: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Every number of any build, with its value in each and whether the build has its row."""
    every = pl.concat(builds[name].select(*COLUMNS, "unit") for name in BUILDS)
    joined = every.unique(COLUMNS, keep="last", maintain_order=True).sort(COLUMNS)
    for name in BUILDS:
        one = builds[name].select(*COLUMNS, pl.col("value").alias(name), pl.lit(True).alias(f"has {name}"))
        joined = joined.join(one, on=COLUMNS, how="left", validate="1:1", maintain_order="left")
    return joined.with_columns(pl.col(f"has {name}").fill_null(False) for name in BUILDS)


def _without_dust(left: pl.Expr) -> pl.Expr:
    """Zero where only the rounding of sums is left."""
    scale = pl.max_horizontal(pl.col(EARLIER).abs(), pl.col(LATER).abs(), pl.lit(1.0))
    return pl.when(left.abs() <= 1e-9 * scale).then(0.0).otherwise(left)
