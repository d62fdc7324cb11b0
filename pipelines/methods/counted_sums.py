"""Sums of counts that no table has: persons of one place with any of several verdicts, or uses.

Shares of use are of those treated and those not; their persons, and those treated, may be few where neither
count leaves. So may new starters of a hospital, region or year. A sum is named by its parts: `inside` and
`undetermined` are counted by the cell whose item is `inside+undetermined`.
"""

from itertools import product
from typing import NamedTuple

import polars as pl

from pipelines.methods.counted_groups import FLOW, Cell, CountedGroups, Group
from pipelines.methods.person_counts import not_counted_rows

AND = "+"


class Summed(NamedTuple):
    """The counts of a topic that are summed: by item, or each by itself, and by category."""

    topic: str
    groupings: tuple[str, ...]
    items: tuple[tuple[str, ...] | None, ...]
    categories: tuple[tuple[str, ...], ...]


ELIGIBLE = ("inside", "undetermined")
SUMMED = (
    Summed("eligibility", ("hospital", "region", "year"), (None,), (ELIGIBLE, (*ELIGIBLE, "outside"))),
    Summed("uptake", ("all", "region"), (None, ELIGIBLE), (("treated",), ("treated", "untreated"))),
    Summed("testing", ("all", "region"), (None,), (("tested", "not_recorded"),)),
)


def sum_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """The sums of `rows`, with their columns: `agreement_id, data_cut`, the cell and `n`.

    A sum is missing where any of its parts is.
    """
    place = ["agreement_id", "data_cut", "topic", "grouping", "level"]
    n = pl.when(pl.col("n").is_null().any()).then(None).otherwise(pl.col("n").sum())
    found = [rows.clear()]
    for summed in SUMMED:
        of_topic = rows.filter(topic=summed.topic).filter(pl.col("grouping").is_in(summed.groupings))
        for items, categories in product(summed.items, summed.categories):
            parts = of_topic.filter(pl.col("category").is_in(categories))
            if items is not None:
                parts = parts.filter(pl.col("item").is_in(items)).with_columns(item=pl.lit(AND.join(items)))
            elif len(categories) == 1:
                continue
            sums = parts.group_by(*place, "item", maintain_order=True).agg(n=n)
            found.append(sums.with_columns(category=pl.lit(AND.join(categories))).select(rows.columns))
    return pl.concat(found)


def with_derived(rows: pl.DataFrame, is_exact: bool = False) -> pl.DataFrame:
    """Counts with the sums and the differences of them that are judged, too (`not_counted_rows`)."""
    return pl.concat([rows, not_counted_rows(rows, is_exact), sum_rows(rows)])


def is_sum(cell: Cell) -> bool:
    """Whether a cell is a sum of others."""
    return AND in cell.item or AND in cell.category


def groups_of_sum(of: CountedGroups, cell: Cell) -> list[Group]:
    """The groups of all parts of a sum that are counted."""
    parts = (
        cell._replace(item=item, category=category)
        for item, category in product(cell.item.split(AND), cell.category.split(AND))
    )
    return [
        group
        for part in parts
        if part.topic in FLOW or (part.topic, part.item) in of.topics
        for group in of.groups_of(part)
    ]
