"""What editions tell of the persons of comparisons: by counts, by the patient flow and by its survival."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from math import inf
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from pipelines.methods.comparison_counts import ComparisonCounts, Count, Group
from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.editions_told import relate_editions
from pipelines.methods.rounded_numbers import LIMITS

if TYPE_CHECKING:
    from pipelines.methods.withholding import Knowledge

TOPIC = "comparison"
"""Topic of these counts among the published ones; their item is the comparator and the group."""
FOLLOWED = "followed"
"""Topic of the numbers of persons beside survival; their category is the cohort."""
COHORTS = ("inside", "inside_or_undetermined")
COLUMNS = ["agreement_id", "data_cut", "topic", "item", "grouping", "level", "category", "n", "is_small"]
SURVIVAL = (
    (pl.col("measure") == "overall_survival_median")
    & (pl.col("variant") == "kaplan_meier")
    & (pl.col("subgroup") == "all")
)

EXACTLY = "all"
Followed = Mapping[tuple[str, str], int]
"""How many of a cohort are followed: so many, or at least or at most."""


def comparison_told(
    released: pl.DataFrame, exact: pl.DataFrame | None, estimates: pl.DataFrame
) -> pl.DataFrame:
    """The counts of `released.comparison_count`, and the numbers beside survival, as published counts.

    Where the exact table is not known (erased, or never kept), whatever was withheld may be small.
    """
    key = ["agreement_id", "comparator_id", "arm", "category"]
    behind = released.clear() if exact is None else exact
    counts = released.join(behind.select(*key, n_exact="n"), on=key, how="left").select(
        "agreement_id",
        "data_cut",
        "category",
        "n",
        topic=pl.lit(TOPIC),
        item=pl.format("{}/{}", "comparator_id", "arm"),
        is_small=pl.when(pl.col("n").is_null()).then(pl.col("n_exact").is_between(1, THRESHOLD - 1)),
    )
    followed = numbers_followed(estimates).select(
        "agreement_id", "data_cut", "n", "item", category="cohort", topic=pl.lit(FOLLOWED)
    )
    return (
        pl.concat([counts, followed], how="diagonal_relaxed")
        .with_columns(grouping=pl.lit("all"), level=pl.lit("all"))
        .select(COLUMNS)
    )


def numbers_followed(estimates: pl.DataFrame) -> pl.DataFrame:
    """How many new starters of a cohort are followed, where `released.estimate` tells it: `item` says whether
    so many, at least so many, or at most."""
    of_cohorts = estimates.filter(SURVIVAL & pl.col("cohort").is_in(COHORTS))
    columns = {"n": EXACTLY} | {f"n_{limit}": limit for limit in LIMITS}
    found = [
        of_cohorts.select("agreement_id", "data_cut", "cohort", item=pl.lit(item), n=name)
        for name, item in columns.items()
        # Earlier editions rounded nothing.
        if name in estimates.columns
    ]
    return pl.concat(found, how="vertical_relaxed").filter(pl.col("n").is_not_null())


def followed_by(told: pl.DataFrame, cohort: str) -> Followed:
    """The same of one agreement, by `cohort`, a column, and item."""
    return {(name, item): n for name, item, n in told.select(cohort, "item", "n").iter_rows()}


def know_treated(
    knowledge: "Knowledge",
    groups: ComparisonCounts,
    flow: Mapping[str, int],
    followed: Followed,
    n_more: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """The treated are the patients whose flow is told, by size, and whose survival, by cohort.

    There may be up to `n_more` of a size.
    """
    for size, n in flow.items():
        knowledge.is_between(groups.of_flow(size), n, n + n_more.get(size, 0))
    for (cohort, item), n in followed.items():
        low, high = (0 if item == LIMITS[1] else n), (inf if item == LIMITS[0] else n)
        knowledge.is_between(groups.followed(cohort), low, high + n_more.get(cohort, 0))


def know_before(
    knowledge: "Knowledge",
    published: pl.DataFrame,
    now: ComparisonCounts,
    n_more: Mapping[date, Mapping[str, int]] = MappingProxyType({}),
) -> list[list[Group]]:
    """What earlier editions told, and how their groups became those of now; returns what may be small of it.

    `published` are the published counts of one agreement. Of comparators that are gone nothing is known.
    There may be up to `n_more` than the patient flow told, by cut and size.
    """
    hidden, editions = [], []
    told = published.filter(pl.col("n").is_not_null())
    for (cut, build), rows in published.filter(topic=TOPIC).group_by("data_cut", "build_id"):
        before = replace(now, edition=(cut, build), data_cut=cut)
        beside = told.filter(data_cut=cut, build_id=build)
        flow, followed = (beside.filter(topic=topic) for topic in ("flow", FOLLOWED))
        know_treated(
            knowledge,
            before,
            dict(flow.select("category", "n").iter_rows()),
            followed_by(followed, "category"),
            n_more.get(cut, {}),
        )
        for item, category, n, is_small in rows.select("item", "category", "n", "is_small").iter_rows():
            comparator, _, arm = item.rpartition("/")
            if comparator not in now.last_dates:
                continue
            groups = before.groups_of(Count(comparator, arm, category))
            if n is not None:
                knowledge.is_exactly(groups, n)
            elif is_small is not False:
                hidden.append(groups)
        editions.append(before)
    relate_editions(now, editions, lambda earlier, later: earlier.relate_to_later(knowledge, later))
    return hidden
