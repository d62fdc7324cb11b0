"""released.comparison_count: who is in the two groups of a comparison, as far as it may leave."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.count_release import released_categories
from pipelines.methods.flow_groups import SUMS
from pipelines.methods.patient_flow import released_groups

READS = ("released.attrition", "result.comparison_count")

TABLE = ["agreement_id", "comparator_id", "arm"]
INSIDE = ("compared", "other_group", "not_followed")
CATEGORIES = {
    "inside": INSIDE,
    "outside": ("outside",),
    "undetermined": ("undetermined",),
    "earlier_starter": ("before_period",),
}
"""The categories that make up each group of the agreement's patient flow."""


def comparison_count(read: Reader) -> pl.DataFrame:
    """Counts of each group, withheld where one is small or would tell a small one.

    The treated are the agreement's patients, whose flow is published: a category that it withholds is
    withheld here, and what it tells is taken as known.
    """
    exact = read.frame("result.comparison_count")
    flows = released_groups(read.frame("released.attrition"))
    leaving = []
    for key, rows in exact.group_by(TABLE, maintain_order=True):
        totals = dict(rows.select("category", "n").iter_rows())
        known = flows.get(str(key[0]), set()) if key[2] == "treated" else None
        leaving += [(*key, category) for category in sorted(_leaving(totals, known))]
    names = [*TABLE, "category"]
    opened = pl.DataFrame(leaving, schema=dict.fromkeys(names, pl.String), orient="row")
    return (
        exact.join(opened.with_columns(leaves=pl.lit(True)), on=names, how="left", maintain_order="left")
        .with_columns(suppressed=pl.col("leaves").is_null())
        .with_columns(n=pl.when(~pl.col("suppressed")).then("n"))
        .select(exact.columns)
    )


def _leaving(totals: dict[str, int], known: set[str] | None) -> set[str]:
    """Categories of one group that leave; `known` are the groups of the patient flow that have left."""
    if known is None:
        return released_categories(totals)
    sums = {
        name: [category for part in parts for category in CATEGORIES[part]]
        for name, parts in SUMS.items()
        if name in known
    }
    told = {category for part, categories in CATEGORIES.items() if part in known for category in categories}
    return released_categories(totals, sums) & (told | {"after_period"})
