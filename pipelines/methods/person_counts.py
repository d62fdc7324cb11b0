"""Counts of persons by the name of their cell: the tables that count, as disclosure control judges them."""

import polars as pl

from pipelines.methods.counted_groups import Cell, together
from pipelines.methods.disclosure import is_sensitive

CELL = list(Cell._fields)
REACHING = {
    "treated": "treated",
    "new_starters": "all_treated",
    "not_outside": "inside_or_undetermined",
    "inside": "inside",
}
"""The group of the patient flow that reaches each step."""
NOT_COUNTED = "not_counted"
"""The category of those who started and are not treated in uptake."""


def public_counts(counts: pl.DataFrame) -> pl.DataFrame:
    """The rows that the public edition has of `result.person_count`, told or withheld.

    Criteria are counted of all new starters only, and years are counted together until no count of them is
    of 1 to 4 persons, or all are in one level. Every category of an item is in every level of its topic,
    zeros written out, so that a missing row does not say which withheld counts are none.
    """
    topic = ["agreement_id", "data_cut", "topic"]
    table = [*topic, "item"]
    offered = counts.filter((pl.col("topic") != "criterion") | (pl.col("grouping") == "all"))
    levels = offered.select(*topic, "grouping", "level").unique(maintain_order=True)
    categories = offered.select(*table, "category").unique(maintain_order=True)
    every = (
        offered.select(table)
        .unique(maintain_order=True)
        .join(levels, on=topic, maintain_order="left_right")
        .join(categories, on=table, maintain_order="left_right")
        .join(offered, on=[*table, "grouping", "level", "category"], how="left", maintain_order="left")
        .with_columns(pl.col("n").fill_null(0), pl.col("suppressed").fill_null(False))
        .select(counts.columns)
    )
    is_of_year = pl.col("grouping") == "year"
    by_year = every.filter(is_of_year).group_by(table, maintain_order=True)
    return pl.concat([every.filter(~is_of_year), *(_years_together(years) for _, years in by_year)])


def _years_together(counts: pl.DataFrame) -> pl.DataFrame:
    """The rows of one table by year, with years one after the other in one level while a count is small."""
    levels: list[list[str]] = []
    for year in counts["level"].unique().sort():
        if levels and _some_are_small(counts, levels[-1]):
            levels[-1].append(year)
        else:
            levels.append([year])
    # What is left at the end is counted with those before it.
    while len(levels) > 1 and _some_are_small(counts, levels[-1]):
        levels[-2:] = [levels[-2] + levels[-1]]
    named = {year: together(years) for years in levels for year in years}
    others = [column for column in counts.columns if column not in ("n", "suppressed")]
    return (
        counts.with_columns(pl.col("level").replace_strict(named))
        .group_by(others, maintain_order=True)
        .agg(pl.col("n").sum(), pl.col("suppressed").any())
        .select(counts.columns)
    )


def _some_are_small(counts: pl.DataFrame, years: list[str]) -> bool:
    of_years = counts.filter(pl.col("level").is_in(years)).group_by("category").agg(pl.col("n").sum())
    return any(is_sensitive(n) for n in of_years["n"])


def flow_rows(attrition: pl.DataFrame) -> pl.DataFrame:
    """The sizes of the patient flow as rows of cells: `agreement_id, data_cut`, the cell and `n`.

    `attrition` has the columns of `result.attrition`, or of `released.attrition`: then `n` may be missing.
    """
    reaching = attrition.select("agreement_id", "data_cut", pl.col("step").replace_strict(REACHING), n="n_in")
    leaving = attrition.filter(pl.col("reason") != "analysed").select(
        "agreement_id", "data_cut", step="reason", n="n_out"
    )
    return pl.concat([reaching, leaving]).select(
        "agreement_id",
        "data_cut",
        topic=pl.lit("flow"),
        item=pl.lit("all"),
        grouping=pl.lit("all"),
        level=pl.lit("all"),
        category="step",
        n="n",
    )


def not_counted_rows(rows: pl.DataFrame, exact: bool = False) -> pl.DataFrame:
    """Who started inside or undetermined and is not treated in uptake, in all and by year, as rows of cells.

    No table has these counts, but each is the difference of two. `rows` have the columns of `flow_rows`;
    where they are `exact`, nobody is counted where no row is.
    """
    place = ["agreement_id", "data_cut", "grouping", "level"]
    started = rows.filter(
        (pl.col("topic") == "eligibility") & (pl.col("category") != "outside")
        & pl.col("grouping").is_in(["all", "year"])
    )  # fmt: skip
    uptake = rows.filter(pl.col("topic") == "uptake")
    treated = uptake.filter(pl.col("category") == "treated").select(*place, category="item", n_treated="n")
    found = started.join(
        uptake.select("agreement_id", category="item").unique(), on=["agreement_id", "category"], how="semi"
    ).join(treated, on=[*place, "category"], how="left" if exact else "inner")
    if exact:
        found = found.with_columns(pl.col("n_treated").fill_null(0))
    return found.with_columns(
        topic=pl.lit("uptake"),
        item="category",
        category=pl.lit(NOT_COUNTED),
        n=pl.col("n") - pl.col("n_treated"),
    ).select(rows.columns)


def cells(rows: pl.DataFrame) -> dict[Cell, int | None]:
    """The counts of one agreement and cut by cell."""
    return {Cell(*cell): n for *cell, n in rows.select(*CELL, "n").iter_rows()}
