"""released.follow_up_ledger: how many are still followed, dead, gone abroad or not followed further."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.curves_drawn import curves_drawn
from pipelines.methods.curves_told import curves_told
from pipelines.methods.ledger_groups import CAUSES
from pipelines.methods.ledger_told import (
    IS_PUBLIC,
    TIME,
    Cause,
    know_editions,
    numbers_by_cause,
    told_by_edition,
)
from pipelines.methods.person_counts import flow_rows

READS = (
    "reference.published_count",
    "reference.published_curve",
    "reference.published_point",
    "released.attrition",
    "released.estimate",
    "released.survival_curve",
    "result.follow_up_ledger",
    "result.survival_curve",
)

CELL = ["time_days", "state"]
BESIDE = ["agreement_id", "data_cut"]
NOW = pl.lit("").alias("build_id")
"""The build of the edition that is made."""


def follow_up_ledger(read: Reader) -> pl.DataFrame:
    """The ledger at those points of the released curve where its numbers at risk and events have left.

    How many are followed and how many died is then told already. Why the others are not followed further is
    told where it gives no 1 to 4 persons away, beside earlier editions too (`ledger_told`); where it is not
    told, both causes have a row without a number.
    """
    exact = read.frame("result.follow_up_ledger").filter(IS_PUBLIC)
    points = read.frame("released.survival_curve")
    counted = points.filter(IS_PUBLIC, pl.col("n_event").is_not_null(), subgroup="all")
    shown = exact.join(counted.select(TIME), on=TIME, how="semi", maintain_order="left")
    numbers = numbers_by_cause(exact)
    shown_numbers = numbers.join(shown.select(TIME).unique(), on=TIME, how="semi", maintain_order="left")
    withheld = _withheld(read, numbers, shown_numbers)
    parts = [
        shown.filter(~pl.col("state").is_in(CAUSES)),
        _divided(shown, shown_numbers, withheld),
        _together(shown),
    ]
    return pl.concat(parts).select(exact.columns)


def _withheld(read: Reader, numbers: pl.DataFrame, shown: pl.DataFrame) -> pl.DataFrame:
    """The times (TIME) whose causes may not leave, of those `shown`; `numbers` by cause are of all times."""
    from pipelines.methods.withholding import Count, Knowledge, withheld

    points, estimates = read.frame("released.survival_curve"), read.frame("released.estimate")
    now = (
        flow_rows(read.frame("released.attrition")).with_columns(n_exact=pl.lit(None, pl.Int64)),
        curves_told(points, estimates),
        curves_drawn(points, estimates, read.frame("result.survival_curve")),
    )
    before = [read.frame(f"reference.published_{table}") for table in ("count", "curve", "point")]
    closed = []
    for (agreement_id, data_cut), rows in shown.group_by(BESIDE, maintain_order=True):
        told, told_before = (
            told_by_edition(*(frame.filter(agreement_id=agreement_id) for frame in frames))
            for frames in ([frame.with_columns(NOW) for frame in now], before)
        )
        of_agreement = numbers.filter(agreement_id=agreement_id)
        exactly, counts = (
            {Cause(time, cause): n for time, cause, n in frame.select(*CELL, "n").iter_rows()}
            for frame in (of_agreement, rows)
        )
        knowledge = Knowledge()
        groups, hidden = know_editions(knowledge, told[0].judging(exactly), told_before)
        judged = [
            Count(name, tuple(groups.ended([name.cause], name.time_days)), n) for name, n in counts.items()
        ]
        names = withheld(judged, knowledge, hidden)
        closed += [(agreement_id, data_cut, time) for time in sorted({name.time_days for name in names})]
    return pl.DataFrame(closed, schema={name: numbers.schema[name] for name in TIME}, orient="row")


def _divided(shown: pl.DataFrame, numbers: pl.DataFrame, withheld: pl.DataFrame) -> pl.DataFrame:
    """The rows by cause: those that somebody is in, or both without a number."""
    group = ["cohort", "measure", "variant"]
    of_time = shown.select(*TIME, *group).unique(maintain_order=True)
    rows = (
        numbers.join(of_time, on=TIME, maintain_order="left")
        .join(withheld.with_columns(suppressed=pl.lit(True)), on=TIME, how="left", maintain_order="left")
        .with_columns(pl.col("suppressed").fill_null(False))
    )
    is_empty = pl.col("n").sum().over(TIME) == 0
    return (
        rows.filter(pl.when(pl.col("suppressed")).then(~is_empty).otherwise(pl.col("n") > 0))
        .with_columns(n=pl.when(~pl.col("suppressed")).then("n"))
        .select(shown.columns)
    )


def _together(shown: pl.DataFrame) -> pl.DataFrame:
    """Those not followed further, for whatever cause."""
    return (
        shown.filter(pl.col("state").is_in(CAUSES))
        .group_by(pl.exclude("state", "n", "suppressed"), maintain_order=True)
        .agg(pl.lit("censored").alias("state"), pl.col("n").sum(), pl.lit(False).alias("suppressed"))
        .select(shown.columns)
    )
