"""How many more there would be in the patient flow, had four come wherever one to three did.

How many came between two cuts is told on purpose. What nothing hides for that alone is hidden as if four had
come.
"""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

import polars as pl

from pipelines.methods.disclosure import THRESHOLD

NESTED = ("inside", "inside_or_undetermined", "all_treated", "treated")
"""Sizes of the patient flow, each within the next."""


def sizes_told(published: pl.DataFrame) -> dict[date, dict[str, int]]:
    """The sizes of the patient flow that editions told of one agreement, by cut."""
    sizes: dict[date, dict[str, int]] = {}
    rows = published.filter(pl.col("n").is_not_null(), topic="flow").sort("data_cut", "build_id")
    for cut, size, n in rows.select("data_cut", "category", "n").iter_rows():
        sizes.setdefault(cut, {})[size] = n
    return sizes


def as_if_four_came(told: Mapping[date, Mapping[str, int]]) -> dict[date, dict[str, int]]:
    """By cut and size of the patient flow: how many more there were, had four come where one to three did.

    They would have stayed, and been of the sizes that hold it. `told` are the sizes by cut.
    """
    n_more = {cut: dict.fromkeys(NESTED, 0) for cut in told}
    for before, cut in pairwise(sorted(told)):
        unseen = 0
        for size in NESTED:
            came = told[cut].get(size, 0) - told[before].get(size, 0) if size in told[before] else 0
            unseen = max(unseen, THRESHOLD - 1 - came if 0 < came < THRESHOLD - 1 else 0)
            n_more[cut][size] = n_more[before][size] + unseen
    return n_more
