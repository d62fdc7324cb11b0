"""The nested groups of an agreement's patient flow, and which of their sizes may leave.

The rule that the released tables of patient flow, estimates and criteria share.
"""

import polars as pl

from pipelines.methods.disclosure import releasable

SUMS = {
    "inside": ("inside",),
    "all_treated": ("inside", "undetermined", "outside"),
    "treated": ("inside", "undetermined", "outside", "earlier_starter"),
    "inside_or_undetermined": ("inside", "undetermined"),
    "earlier_starter": ("earlier_starter",),
    "outside": ("outside",),
    "undetermined": ("undetermined",),
}
"""Every published size as a sum of disjoint groups, the most useful first."""


def released_groups(attrition: pl.DataFrame) -> dict[str, set[str]]:
    """For each agreement the names in SUMS whose size may leave.

    `attrition` has the exact columns of `result.attrition`.
    """
    groups: dict[str, set[str]] = {}
    for (agreement_id,), steps in attrition.group_by("agreement_id"):
        sizes = {
            "inside" if reason == "analysed" else reason: n_in if reason == "analysed" else n_out
            for reason, n_in, n_out in steps.select("reason", "n_in", "n_out").iter_rows()
        }
        groups[str(agreement_id)] = releasable(sizes, SUMS, list(SUMS))
    return groups


def group_frame(groups: dict[str, set[str]]) -> pl.DataFrame:
    """`released_groups` as a frame `agreement_id, group` to join with."""
    pairs = [(agreement, group) for agreement, names in sorted(groups.items()) for group in sorted(names)]
    return pl.DataFrame(pairs, schema={"agreement_id": pl.String, "group": pl.String}, orient="row")
