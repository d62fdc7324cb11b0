"""How many more there would be in the patient flow, had four come wherever one to three did.

How many came between two cuts is told on purpose. What nothing hides for that alone is hidden as if four had
come.
"""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeVar

import polars as pl

from pipelines.methods.disclosure import THRESHOLD

Size = TypeVar("Size", bound=Hashable)

NESTED: Mapping[str, tuple[str, ...]] = {
    "inside": (),
    "inside_or_undetermined": ("inside",),
    "all_treated": ("inside_or_undetermined",),
    "treated": ("all_treated",),
}
"""Sizes of the patient flow, and which of them lie within each."""


def sizes_told(published: pl.DataFrame) -> dict[date, dict[str, int]]:
    """The sizes of the patient flow that editions told of one agreement, by cut."""
    sizes: dict[date, dict[str, int]] = {}
    rows = published.filter(pl.col("n").is_not_null(), topic="flow").sort("data_cut", "build_id")
    for cut, size, n in rows.select("data_cut", "category", "n").iter_rows():
        sizes.setdefault(cut, {})[size] = n
    return sizes


def as_if_four_came(
    told: Mapping[date, Mapping[Size, int]], within: Mapping[Size, Sequence[Size]]
) -> dict[date, dict[Size, int]]:
    """By cut and size: how many more there were, had four come where one to three did.

    They would have stayed, and been of the sizes that hold it. `told` are the sizes by cut; `within` has all
    sizes, each after those that lie `within` it, which share nobody.
    """
    n_more = {cut: dict.fromkeys(within, 0) for cut in told}
    for before, cut in pairwise(sorted(told)):
        unseen: dict[Size, int] = {}
        for size, parts in within.items():
            came = told[cut].get(size, 0) - told[before].get(size, 0) if size in told[before] else 0
            fewest = THRESHOLD - 1 - came if 0 < came < THRESHOLD - 1 else 0
            unseen[size] = max(fewest, sum(unseen[part] for part in parts))
            n_more[cut][size] = n_more[before][size] + unseen[size]
    return n_more
