"""released.withheld_count: which counts of persons do not leave."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from pipelines.building import Reader
from pipelines.methods import comparison_told, coverage_told, ledger_told, prom_told
from pipelines.methods.counted_groups import Cell, CountedGroups, Group
from pipelines.methods.counted_relations import (
    Facts,
    not_counted,
    relate_topics,
    relate_topics_to_later,
)
from pipelines.methods.counted_sums import groups_of_sum, is_sum, with_derived
from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.editions_told import relate_editions
from pipelines.methods.person_counts import (
    CELL,
    NOT_COUNTED,
    cells,
    flow_rows,
    public_counts,
)

if TYPE_CHECKING:
    from pipelines.methods.withholding import Knowledge

READS = (
    "agreement.agreement",
    "agreement.criterion",
    "agreement.use_rule",
    "cohort.disease_register",
    "core.source",
    "reference.published_count",
    "result.attrition",
    "result.hospital_region",
    "result.person_count",
)

DEAREST = {"inside": 80, "all_treated": 60, "treated": 40}
"""What it costs to withhold the sizes that readers ask for first, against one count of a part."""
OF_CRITERIA = ("criterion", "exclusion")
BY_VERDICT = (("verdict", "verdict"),)
"""The verdict as if it were the only criterion."""
OF_OTHERS = (
    coverage_told.TOPIC,
    comparison_told.TOPIC,
    comparison_told.FOLLOWED,
    ledger_told.TOPIC,
    *prom_told.TOPICS,
)
"""Published counts of other tables."""
APART = "contradiction"
"""Several rules of contradiction do not tell of the same persons."""


def withheld_count(read: Reader) -> pl.DataFrame:
    """One row for each count of `result.attrition` and `result.person_count` that does not leave.

    All counts of an agreement are judged together (`withholding`): what leaves of this edition gives no small
    count away, not even one that the public edition has no row for; beside all that earlier editions told,
    none that it has a row for. Contradictions are withheld where any of their counts is small, and where the
    number treated is: each rule divides all who were treated.
    """
    flow, divided = flow_rows(read.frame("result.attrition")), read.frame("result.person_count")
    exact = with_derived(pl.concat([flow, public_counts(divided).select(flow.columns)]))
    divided = with_derived(divided.select(flow.columns), is_exact=True)
    criteria = read.frame("agreement.criterion")
    published = read.frame("reference.published_count").filter(~pl.col("topic").is_in(OF_OTHERS))
    regions = read.frame("result.hospital_region")
    rows = []
    for (agreement_id, data_cut), of_agreement in exact.group_by("agreement_id", "data_cut"):
        is_it = pl.col("agreement_id") == agreement_id
        counts = cells(of_agreement)
        contradictions = {cell for cell in counts if cell.topic == APART}
        apart = contradictions if any(is_sensitive(counts[cell]) for cell in contradictions) else set()
        topics = {(cell.topic, cell.item) for cell in counts.keys() - apart}
        behind = cells(divided.filter(is_it & (pl.col("data_cut") == data_cut)))
        inner = {cell: n for cell, n in behind.items() if (cell.topic, cell.item) in topics}
        now = CountedGroups(
            "",
            data_cut,
            tuple(_requirements(criteria.filter(is_it))),
            frozenset(regions.filter(is_it).select("hospital", "region").iter_rows()),
            tuple(cell for cell in counts if cell not in apart and not _is_derived(cell)),
        )
        facts = _facts(read, agreement_id)
        withheld = _withheld(now, facts, counts, inner, published.filter(is_it))
        if withheld >= set(now.cells):
            # With many criteria not all combinations are thought of, and none may give these counts: then
            # nothing is told of criteria, and the rest is judged by verdict alone.
            rest = tuple(cell for cell in now.cells if cell.topic not in OF_CRITERIA)
            inner = {cell: n for cell, n in inner.items() if cell.topic not in OF_CRITERIA}
            by_verdict = replace(now, criteria=BY_VERDICT, cells=rest)
            withheld = _withheld(by_verdict, facts, counts, inner, published.filter(is_it))
            withheld |= set(now.cells) - set(rest)
        withheld |= apart
        rows += [(agreement_id, data_cut, *cell) for cell in withheld]
    schema = {"agreement_id": pl.String, "data_cut": pl.Date, **dict.fromkeys(CELL, pl.String)}
    return pl.DataFrame(rows, schema=schema, orient="row").sort(pl.all())


def _withheld(
    now: CountedGroups,
    facts: Facts,
    counts: Mapping[Cell, int],
    inner: Mapping[Cell, int],
    published: pl.DataFrame,
) -> set[Cell]:
    """The cells of an edition that do not leave, by itself and beside the counts of earlier ones.

    `inner` are the counts behind those: years apart, and criteria by hospital and year.
    """
    from pipelines.methods.withholding import Count, Knowledge, withheld

    judged: dict[frozenset, Count] = {}
    cells_of: dict[frozenset, list[Cell]] = {}
    for cell in now.cells:
        groups = now.groups_of(cell)
        name = frozenset(groups)
        cells_of.setdefault(name, []).append(cell)
        cost = max(map(_cost, cells_of[name]))
        judged[name] = Count(name, tuple(groups), counts[cell], cost)
    knowledge = Knowledge()
    now.relate(knowledge)
    relate_topics(now, facts, knowledge)
    hidden = [_groups(now, cell) for cell, n in inner.items() if is_sensitive(n)]
    names = withheld(list(judged.values()), knowledge, hidden)
    if not published.is_empty():
        hidden = [_groups(now, cell) for cell, n in counts.items() if _is_derived(cell) and is_sensitive(n)]
        hidden += _know_earlier(knowledge, now, facts, published)
        names |= withheld(list(judged.values()), knowledge, hidden, kept_back=names)
    return {cell for name in names for cell in cells_of[name]}


def _know_earlier(
    knowledge: "Knowledge", now: CountedGroups, facts: Facts, published: pl.DataFrame
) -> list[list[Group]]:
    """What earlier editions told and how their groups became those of now; returns what they withheld."""
    hidden, editions = [], []
    for _, edition in published.sort(pl.all()).group_by("data_cut", "build_id", maintain_order=True):
        before, told, maybe_small = _before(now, edition)
        before.relate(knowledge)
        relate_topics(before, facts.earlier(now.data_cut - before.data_cut), knowledge)
        for cell, n in told.items():
            knowledge.is_exactly(before.groups_of(cell), n)
        hidden += [_groups(before, cell) for cell in maybe_small]
        editions.append(before)

    def relate(earlier: CountedGroups, later: CountedGroups) -> None:
        earlier.relate_to_later(knowledge, later)
        relate_topics_to_later(earlier, facts.earlier(now.data_cut - earlier.data_cut), later, knowledge)

    relate_editions(now, editions, relate)
    return hidden


def _before(now: CountedGroups, edition: pl.DataFrame) -> tuple[CountedGroups, dict[Cell, int], list[Cell]]:
    """The groups of an earlier edition, what it told, and what it withheld that may be small."""
    counts = cells(edition)
    if all(n is None for cell, n in counts.items() if cell.topic == APART):
        counts = {cell: n for cell, n in counts.items() if cell.topic != APART}
    items = {cell.item for cell in counts if cell.topic == "criterion"}
    criteria = now.criteria
    tells_of_criteria = any(n is not None for cell, n in counts.items() if cell.topic in OF_CRITERIA)
    if criteria == BY_VERDICT and not tells_of_criteria:
        counts = {cell: n for cell, n in counts.items() if cell.topic not in OF_CRITERIA}
    elif items != {criterion for criterion, _ in criteria}:
        # Judged by another protocol: in what order persons left for its criteria is not known.
        criteria = tuple((item, item) for item in sorted(items))
        counts = {cell: n for cell, n in counts.items() if cell.topic != "exclusion"}
    is_large = {
        Cell(*cell) for *cell, is_small in edition.select(*CELL, "is_small").iter_rows() if is_small is False
    }
    hospitals = {cell.level for cell in counts if cell.grouping == "hospital"}
    # Where a hospital is that nobody has started at since, no region tells.
    gone = hospitals - {hospital for hospital, _ in now.regions}
    regions = now.regions | {(hospital, "unknown") for hospital in gone}
    divided = tuple(cell for cell in counts if not _is_derived(cell))
    groups = CountedGroups(edition["build_id"][0], edition["data_cut"][0], criteria, regions, divided)
    told = {cell: counts[cell] for cell in divided if counts[cell] is not None}
    return groups, told, [cell for cell, n in counts.items() if n is None and cell not in is_large]


def _is_derived(cell: Cell) -> bool:
    """Whether it is no count of a table, but the sum or the difference of some."""
    return is_sum(cell) or cell.category == NOT_COUNTED


def _groups(of: CountedGroups, cell: Cell) -> list[Group]:
    if is_sum(cell):
        return groups_of_sum(of, cell)
    return not_counted(of, cell) if cell.category == NOT_COUNTED else of.groups_of(cell)


def _facts(read: Reader, agreement_id: str) -> Facts:
    """How far the registers of an agreement reach, its stop date and its stop rules."""
    is_it = pl.col("agreement_id") == agreement_id
    agreement = read.frame("agreement.agreement").filter(is_it)
    registers = read.frame("cohort.disease_register").filter(is_it)
    treated = read.frame("core.source").join(agreement, left_on="register", right_on="treatment_register")
    stop_rules = read.frame("agreement.use_rule").filter(is_it & (pl.col("kind") == "stop"))
    return Facts(
        next(iter(treated["complete_to"]), None),
        next(iter(registers["complete_to"]), None),
        next(iter(agreement["stop_date"]), None),
        dict(stop_rules.select("rule_id", "judged_by").iter_rows()),
    )


def _requirements(criteria: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """Criteria in order, each with what it is one of the alternatives for."""
    in_order = criteria.sort("position").select("criterion_id", "alternative_group")
    for criterion, alternative in in_order.iter_rows():
        yield criterion, criterion if alternative is None else f"alternative/{alternative}"


def _cost(cell: Cell) -> float:
    """What it costs to withhold a count: most for sizes of the patient flow, least for parts of topics."""
    if cell.topic in ("flow", "eligibility") and cell.grouping == "all":
        return DEAREST.get(cell.category, 20)
    return 3 if cell.grouping == "all" else 1
