"""Counts of persons by the name of their cell: the tables that count, as disclosure control judges them."""

import polars as pl

from pipelines.methods.counted_groups import Cell

CELL = list(Cell._fields)
REACHING = {
    "treated": "treated",
    "new_starters": "all_treated",
    "not_outside": "inside_or_undetermined",
    "inside": "inside",
}
"""The group of the patient flow that reaches each step."""


def with_zeros(counts: pl.DataFrame) -> pl.DataFrame:
    """`result.person_count` with every category in every level of a table's groupings, zeros written out.

    So a missing row does not say which withheld counts are none.
    """
    table = ["agreement_id", "data_cut", "topic", "item"]
    levels = counts.select(*table, "grouping", "level").unique(maintain_order=True)
    categories = counts.select(*table, "category").unique(maintain_order=True)
    return (
        levels.join(categories, on=table, maintain_order="left_right")
        .join(counts, on=[*table, "grouping", "level", "category"], how="left", maintain_order="left")
        .with_columns(pl.col("n").fill_null(0), pl.col("suppressed").fill_null(False))
        .select(counts.columns)
    )


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


def cells(rows: pl.DataFrame) -> dict[Cell, int | None]:
    """The counts of one agreement and cut by cell."""
    return {Cell(*cell): n for *cell, n in rows.select(*CELL, "n").iter_rows()}
