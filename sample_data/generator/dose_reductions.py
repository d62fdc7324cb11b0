"""Doses given below what was ordered: the children's infusions, from some bag on, for some of them.

A bag of a child is opened from one set whatever its dose, so the cost stays what it was.
"""

import numpy as np
import polars as pl

AGREEMENT_ID = "EX001"
SHARE_REDUCED = 0.35
FACTORS = (0.5, 0.75)


def reduced(rng, bags: pl.DataFrame, is_of: pl.Expr, order: str) -> pl.DataFrame:
    """`bags` with `dose_ordered`, and `dose` smaller in what some persons got from a bag on.

    `is_of` says which rows may be reduced; `order` is the column the bags of a person are given in.
    """
    chosen = bags.filter(is_of).select("person").unique().sort("person")
    n = chosen.height
    chosen = chosen.with_columns(
        is_reduced=pl.Series(rng.random(n) < SHARE_REDUCED),
        begins=pl.Series(rng.random(n)),
        factor=pl.Series(np.asarray(FACTORS)[rng.integers(0, len(FACTORS), n)]),
    ).filter("is_reduced")
    numbered = bags.with_row_index("row")
    place = (
        numbered.filter(is_of)
        .sort("person", order, "row")
        .select("row", place=pl.int_range(pl.len()).over("person") / pl.len().over("person"))
    )
    drawn = numbered.join(chosen, on="person", how="left", maintain_order="left").join(
        place, on="row", how="left", maintain_order="left"
    )
    is_reduced = (is_of & (pl.col("place") >= pl.col("begins"))).fill_null(False)
    return drawn.with_columns(
        dose_ordered=pl.col("dose"),
        dose=pl.when(is_reduced).then((pl.col("dose") * pl.col("factor")).round(1)).otherwise("dose"),
    ).drop("row", "place", "is_reduced", "begins", "factor")


def relative_dose_intensity(bags: pl.DataFrame) -> pl.DataFrame:
    """`person, relative_dose_intensity`: dose given over dose ordered, all bags together."""
    return bags.group_by("person").agg(
        relative_dose_intensity=pl.col("dose").sum() / pl.col("dose_ordered").sum()
    )
