"""released.coverage: shares of persons found, where neither those found nor those missing are few."""

from collections.abc import Mapping

import polars as pl

from pipelines.building import Reader
from pipelines.methods.disclosure import THRESHOLD, is_sensitive

READS = ("result.coverage",)

DIVISION = ["agreement_id", "register", "denominator"]
NUMBERS = ("n_found", "share", "lower", "upper")


def coverage(read: Reader) -> pl.DataFrame:
    """A share says how many are missing, so the missing count as well as the found.

    A grouping leaves whole or not at all: nothing can then be worked out by subtraction within it. Between
    the groupings, what is not delivered is the difference of the two levels of all; where that could give few
    persons away, everybody is all that leaves. How many NPR shows in all stays, also where few are found or
    few are missing: it does not say which.
    """
    exact = read.frame("result.coverage")
    released = {
        (*division, *row)
        for division, rows in exact.group_by(DIVISION, maintain_order=True)
        for row in _released(rows)
    }
    keys = pl.Series(
        [row in released for row in exact.select(*DIVISION, "grouping", "level").iter_rows()],
        dtype=pl.Boolean,
    )
    is_everybody = (pl.col("grouping") == "all") & (pl.col("level") == "all")
    shows_number = keys | (is_everybody & (pl.col("n_denominator") >= THRESHOLD))
    return exact.with_columns(
        (~keys).alias("suppressed"),
        pl.when(shows_number).then("n_denominator").alias("n_denominator"),
        *(pl.when(keys).then(pl.col(name)).alias(name) for name in NUMBERS),
    )


def _released(rows: pl.DataFrame) -> set[tuple[str, str]]:
    """The groupings and levels of one register's coverage that may leave."""
    whole = {row["level"]: row for row in rows.filter(pl.col("grouping") == "all").iter_rows(named=True)}
    everybody, delivered = whole["all"], whole.get("delivered")
    if _has_few(everybody):
        return set()
    released = {("all", "all")}
    not_delivered = everybody["n_denominator"]
    if delivered is not None:
        difference = {name: everybody[name] - delivered[name] for name in ("n_denominator", "n_found")}
        if _has_few(delivered) or _has_few(difference):
            return released
        released.add(("all", "delivered"))
        not_delivered = difference["n_denominator"]
    for grouping, levels in rows.filter(pl.col("grouping") != "all").group_by("grouping"):
        told = levels.filter(~pl.col("is_delivered"))["n_denominator"].sum()
        if not is_sensitive(not_delivered - told) and not any(map(_has_few, levels.iter_rows(named=True))):
            released |= {(*grouping, level) for level in levels["level"]}
    return released


def _has_few(row: Mapping) -> bool:
    """Whether persons shown, found or missing are few; where nothing is delivered only the first is known."""
    found = row["n_found"]
    counts = [] if found is None else [found, row["n_denominator"] - found]
    return any(is_sensitive(count) for count in (row["n_denominator"], *counts))
