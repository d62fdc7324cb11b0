"""released.person_count: the counts of persons that may leave."""

from collections.abc import Collection, Mapping

import polars as pl

from pipelines.building import Reader
from pipelines.methods.count_release import released_categories, released_levels
from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.patient_flow import released_groups

READS = ("released.criterion", "result.attrition", "result.person_count")

OF_NEW_STARTERS = ("eligibility", "criterion", "attribution", "line", "context", "stop_rule")
VERDICTS = ("inside", "outside", "undetermined")
TABLE = ["agreement_id", "topic", "item"]

Groups = Collection[str]


def person_count(read: Reader) -> pl.DataFrame:
    """`result.person_count` with every count withheld that is small or would give a small one away.

    Zeros are written out, so that a missing row does not say which withheld counts are none. A topic whose
    base group's size may not leave is withheld whole. Hospitals lie within regions, so a sum
    over a region's hospitals would give away a withheld one: where a topic is divided by both, hospitals
    leave if at least half of all persons are in those that may, otherwise regions.
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
    parts = []
    for (agreement_id, topic, _), table in exact.group_by(TABLE, maintain_order=True):
        known = groups.get(agreement_id, set())
        totals = _totals(table)
        open_totals = _open_totals(topic, totals, known, agreement_id in criteria)
        if topic == "uptake" and is_sensitive(abs(totals.get("treated", 0) - inside.get(agreement_id, 0))):
            open_totals = None
        parts.append(_released(table, open_totals))
    return pl.concat([exact.clear(), *parts]).select(exact.columns)


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
    topic: str, totals: Mapping[str, int], known: Groups, are_criteria_open: bool
) -> set[str] | None:
    """Categories whose total may leave; None where nothing of the topic may."""
    if topic in OF_NEW_STARTERS and "all_treated" not in known:
        return None
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


def _totals(table: pl.DataFrame) -> dict[str, int]:
    return dict(table.filter(pl.col("grouping") == "all").select("category", "n").iter_rows())


def _released(table: pl.DataFrame, open_totals: set[str] | None) -> pl.DataFrame:
    """The rows of one table, grouping by grouping, with what may not leave withheld."""
    open_cells = []
    if open_totals is not None:
        open_cells += [("all", "all", category) for category in open_totals]
        divided = set(table["grouping"]) - {"all"}
        levels = {grouping: _open_levels(table, grouping, open_totals) for grouping in divided}
        if {"hospital", "region"} <= divided:
            levels["region" if _is_useful(table, levels["hospital"]) else "hospital"] = set()
        open_cells += [
            (grouping, level, category)
            for grouping, level, category in table.select("grouping", "level", "category").iter_rows()
            if level in levels.get(grouping, ())
        ]
    released = pl.DataFrame(
        open_cells,
        schema=dict.fromkeys(("grouping", "level", "category"), pl.String),
        orient="row",
    ).with_columns(is_open=pl.lit(True))
    return (
        table.join(released, on=["grouping", "level", "category"], how="left", maintain_order="left")
        .with_columns(suppressed=pl.col("is_open").is_null())
        .with_columns(n=pl.when(~pl.col("suppressed")).then("n"))
        .drop("is_open")
    )


def _is_useful(table: pl.DataFrame, hospitals: Groups) -> bool:
    of_hospitals = table.filter(pl.col("grouping") == "hospital")
    shown = of_hospitals.filter(pl.col("level").is_in(list(hospitals)))["n"].sum()
    return 2 * shown >= of_hospitals["n"].sum()


def _open_levels(table: pl.DataFrame, grouping: str, open_totals: Groups) -> set[str]:
    cells: dict[str, dict[str, int]] = {}
    rows = table.filter(pl.col("grouping") == grouping).select("level", "category", "n").iter_rows()
    for level, category, n in rows:
        cells.setdefault(level, {})[category] = n
    return released_levels(cells, open_totals)
