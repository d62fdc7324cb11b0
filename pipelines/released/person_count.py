"""released.person_count: the counts of persons that may leave."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.building import Reader
from pipelines.methods.count_release import (
    Cells,
    are_sizes_safe,
    jointly_released_levels,
    released_categories,
    released_levels,
)
from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.patient_flow import released_groups

READS = ("released.criterion", "result.attrition", "result.person_count")

OF_NEW_STARTERS = (
    "eligibility", "criterion", "attribution", "line", "context", "stop_rule", "stop_reason",
)  # fmt: skip
VERDICTS = ("inside", "outside", "undetermined")
JOINT = ("eligibility", "criterion")
"""Topics that follow from one another: a level leaves from all their tables or from none."""

TABLE = ["agreement_id", "topic", "item"]


@dataclass(frozen=True)
class Counted:
    """One table of an agreement: counts by grouping, level and category, and the totals that may leave."""

    topic: str
    item: str
    cells: Mapping[str, Cells]
    open_totals: set[str]


def person_count(read: Reader) -> pl.DataFrame:
    """`result.person_count` with every count withheld that is small or would give a small one away.

    Zeros are written out, so that a missing row does not say which withheld counts are none. A topic whose
    base group's size may not leave is withheld whole, and so is a rule with a small count of contradictions.
    Eligibility and criteria follow from one another: their levels leave together; where none of them can, and
    the sizes of levels would give a small verdict away, no topic of the new starters is divided by them.
    Hospitals lie within regions, so a sum over a region's hospitals would give away a withheld one: where a
    topic is divided by both, hospitals leave if at least half of all persons are in those that may, otherwise
    regions.
    """
    exact = _with_zeros(read.frame("result.person_count"))
    flow = read.frame("result.attrition")
    groups = released_groups(flow)
    inside = {
        agreement_id: n
        for agreement_id, step, n in flow.select("agreement_id", "step", "n_in").iter_rows()
        if step == "inside"
    }
    criteria = read.frame("released.criterion").filter(~pl.col("suppressed"))["agreement_id"].unique()
    tables: dict[str, list[Counted]] = {}
    for (agreement_id, topic, item), table in exact.group_by(TABLE, maintain_order=True):
        known = groups.get(agreement_id, set())
        cells = _cells(table)
        totals = cells["all"]["all"]
        open_totals = _open_totals(topic, totals, known, agreement_id in criteria)
        if topic == "uptake" and is_sensitive(abs(totals.get("treated", 0) - inside.get(agreement_id, 0))):
            continue
        if open_totals is not None:
            tables.setdefault(agreement_id, []).append(Counted(topic, item, cells, open_totals))
    open_cells = [
        (agreement_id, *cell) for agreement_id, counted in tables.items() for cell in _open_cells(counted)
    ]
    key = [*TABLE, "grouping", "level", "category"]
    released = pl.DataFrame(open_cells, schema=dict.fromkeys(key, pl.String), orient="row")
    return (
        exact.join(released.with_columns(is_open=pl.lit(True)), on=key, how="left", maintain_order="left")
        .with_columns(suppressed=pl.col("is_open").is_null())
        .with_columns(n=pl.when(~pl.col("suppressed")).then("n"))
        .select(exact.columns)
    )


def _with_zeros(exact: pl.DataFrame) -> pl.DataFrame:
    """Every category of a table in every level of its groupings."""
    table = ["agreement_id", "data_cut", "topic", "item"]
    levels = exact.select(*table, "grouping", "level").unique(maintain_order=True)
    categories = exact.select(*table, "category").unique(maintain_order=True)
    return (
        levels.join(categories, on=table, maintain_order="left_right")
        .join(exact, on=[*table, "grouping", "level", "category"], how="left", maintain_order="left")
        .with_columns(pl.col("n").fill_null(0), pl.col("suppressed").fill_null(False))
        .select(exact.columns)
    )


def _open_totals(
    topic: str, totals: Mapping[str, int], known: Collection[str], are_criteria_open: bool
) -> set[str] | None:
    """Categories whose total may leave; None where nothing of the topic may."""
    if topic in OF_NEW_STARTERS and "all_treated" not in known:
        return None
    if topic == "contradiction":
        # Several rules do not tell of the same persons: what one gives away may be withheld by another.
        is_safe = "treated" in known and not any(map(is_sensitive, totals.values()))
        return set(totals) if is_safe else None
    if topic == "eligibility":
        return set(totals) & set(known)
    if topic == "criterion":
        return set(totals) if are_criteria_open else None
    if topic == "exclusion":
        if "treated" not in known:
            return None
        sums = {
            group: members
            for group in (*VERDICTS, "earlier_starter")
            if group in known and (members := [name for name in totals if name.partition(":")[0] == group])
        }
        return released_categories(totals, sums)
    return released_categories(totals)


def _cells(table: pl.DataFrame) -> dict[str, dict[str, dict[str, int]]]:
    """Counts by grouping, level and category."""
    cells: dict[str, dict[str, dict[str, int]]] = {"all": {"all": {}}}
    for grouping, level, category, n in table.select("grouping", "level", "category", "n").iter_rows():
        cells.setdefault(grouping, {}).setdefault(level, {})[category] = n
    return cells


def _open_cells(tables: Sequence[Counted]) -> Iterator[tuple[str, str, str, str, str]]:
    """Topic, item, grouping, level and category of the counts of one agreement that may leave."""
    joint = [table for table in tables if table.topic in JOINT]
    together = {
        grouping: jointly_released_levels(
            [(table.cells[grouping], table.open_totals) for table in joint if grouping in table.cells]
        )
        for grouping in {grouping for table in joint for grouping in table.cells} - {"all"}
    }
    untold = {
        grouping
        for grouping, levels in together.items()
        if not levels
        and not are_sizes_safe(
            [(table.cells[grouping], table.open_totals) for table in joint if grouping in table.cells]
        )
    }
    for table in tables:
        levels = {
            grouping: together[grouping]
            if table.topic in JOINT
            else released_levels(divided, table.open_totals)
            for grouping, divided in table.cells.items()
            if grouping != "all" and not (table.topic in OF_NEW_STARTERS and grouping in untold)
        }
        for dropped in _dropped(table, levels, together, joint):
            levels[dropped] = set()
        for category in table.open_totals:
            yield table.topic, table.item, "all", "all", category
        for grouping, open_levels in levels.items():
            for level in sorted(open_levels & set(table.cells[grouping])):
                for category in table.cells[grouping][level]:
                    yield table.topic, table.item, grouping, level, category


def _dropped(
    table: Counted,
    levels: Mapping[str, Collection[str]],
    together: Mapping[str, Collection[str]],
    joint: Sequence[Counted],
) -> set[str]:
    """Of hospital and region, what does not leave: one choice for the tables that leave together."""
    if table.topic in JOINT:
        divided = [other.cells["hospital"] for other in joint if {"hospital", "region"} <= set(other.cells)]
        if not divided:
            return set()
        return {"region" if _is_useful(divided[0], together["hospital"]) else "hospital"} & set(levels)
    if {"hospital", "region"} <= set(levels):
        return {"region" if _is_useful(table.cells["hospital"], levels["hospital"]) else "hospital"}
    return set()


def _is_useful(hospitals: Cells, open_hospitals: Collection[str]) -> bool:
    sizes = {level: sum(counts.values()) for level, counts in hospitals.items()}
    return 2 * sum(size for level, size in sizes.items() if level in open_hospitals) >= sum(sizes.values())
