"""What editions have told of coverage, and how it bounds what a later one may tell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from pipelines.methods.coverage_groups import (
    ALL,
    BY_DRUG,
    FOUND,
    NOT_DELIVERED,
    CoverageGroups,
    Group,
    Number,
    not_delivered,
    numbers_of,
)
from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.editions_told import relate_editions

if TYPE_CHECKING:
    from pipelines.methods.withholding import Knowledge

SERIES = ["agreement_id", "register", "denominator"]
TREATED = "treated"
"""The size of the patient flow that holds those found."""
TOPIC = "coverage"
"""Topic of these numbers among the published counts; their item is the register and its denominator."""
ROW = ["agreement_id", "data_cut", "topic", "item", "grouping", "level", "category"]


def item_of(register: str, denominator: str) -> str:
    """The item that stands for one register's coverage by one denominator."""
    return f"{register}/{denominator}"


def coverage_told(released: pl.DataFrame, exact: pl.DataFrame | None) -> pl.DataFrame:
    """The numbers of `released.coverage` as rows of published counts, with those not delivered.

    Where the exact table is not known (erased, or never kept), whatever was withheld may be small.
    """
    numbers, behind = _numbers(released), {} if exact is None else _numbers(exact)
    # Levels without a number have no row in public, and persons all the same.
    rows = [
        (
            *name,
            numbers.get(name),
            is_sensitive(behind[name]) if numbers.get(name) is None and behind else None,
        )
        for name in sorted(numbers.keys() | behind.keys())
    ]
    schema = {**dict.fromkeys(ROW, pl.String), "data_cut": pl.Date, "n": pl.Int64, "is_small": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _numbers(coverage: pl.DataFrame) -> dict[tuple, int | None]:
    found: dict[tuple, int | None] = {}
    for (agreement_id, register, denominator, data_cut), rows in coverage.group_by(*SERIES, "data_cut"):
        numbers = {number: n for row in rows.iter_rows(named=True) for number, n in numbers_of(row)}
        numbers |= dict(not_delivered(numbers))
        series = (agreement_id, data_cut, TOPIC, item_of(register, denominator))
        found |= {(*series, *number): n for number, n in numbers.items()}
    return found


def told_before(published: pl.DataFrame, series: Sequence[str]) -> pl.DataFrame:
    """The rows of `reference.published_count` that are of one register's coverage, and of all treated."""
    agreement_id, register, denominator = series
    is_it = (pl.col("topic") == TOPIC) & (pl.col("item") == item_of(register, denominator))
    is_of_treated = (pl.col("topic") == "flow") & (pl.col("category") == TREATED)
    return published.filter((pl.col("agreement_id") == agreement_id) & (is_it | is_of_treated))


def know_before(knowledge: "Knowledge", published: pl.DataFrame, now: CoverageGroups) -> list[list[Group]]:
    """What earlier editions told, and how their groups became those of now; returns what may be small of it.

    `published` are the rows of `told_before`.
    """
    hidden, editions = [], []
    for (cut, build), rows in published.sort(pl.all()).group_by("data_cut", "build_id", maintain_order=True):
        of_coverage = rows.filter(pl.col("topic") == TOPIC)
        told = {
            Number(*number): (n, is_small)
            for *number, n, is_small in of_coverage.select(*Number._fields, "n", "is_small").iter_rows()
        }
        if not told:
            continue
        before = _groups(now, cut, build, told)
        know_treated(knowledge, before, rows.filter(pl.col("category") == TREATED)["n"])
        before.relate(knowledge)
        for number, (n, is_small) in told.items():
            if n is not None:
                knowledge.is_exactly(before.groups_of(number), n)
            elif is_small is not False:
                hidden.append(before.groups_of(number))
        editions.append(before)
    relate_editions(now, editions, lambda earlier, later: earlier.relate_to_later(knowledge, later))
    return hidden


def know_treated(knowledge: "Knowledge", groups: CoverageGroups, n_treated: pl.Series) -> None:
    """Those found of the drug are among the treated, whose number the patient flow tells."""
    if groups.denominator in BY_DRUG and (ALL, ALL) in groups.delivered:
        for n in n_treated.drop_nulls():
            knowledge.assume_at_most(groups.groups_of(Number(ALL, ALL, FOUND)), n)


def _groups(now: CoverageGroups, cut: date, build: str, told: Mapping[Number, object]) -> CoverageGroups:
    """The groups of an earlier edition: it told of those found where something was delivered."""
    rows = {number[:2] for number in told if number.level != NOT_DELIVERED}
    delivered = {place: Number(*place, FOUND) in told for place in rows}
    regions = set(now.regions)
    # Where a level is that nobody is shown at since, the other division does not tell.
    for position, grouping in enumerate(("hospital", "region")):
        gone = {level for of, level in rows if of == grouping} - {pair[position] for pair in regions}
        regions |= {(level, "unknown") if position == 0 else ("unknown", level) for level in gone}
    years = {level for level in now.years if level <= str(cut.year)}
    years |= {level for grouping, level in rows if grouping == "year"}
    return replace(
        now,
        edition=build,
        data_cut=cut,
        regions=frozenset(regions),
        delivered=delivered,
        years=frozenset(years),
    )
