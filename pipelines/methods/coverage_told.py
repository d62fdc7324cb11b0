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
    MISSING,
    NOT_DELIVERED,
    TREATED,
    CoverageGroups,
    Group,
    Number,
    behind_gaps,
    not_delivered,
    not_delivered_elsewhere,
    numbers_of,
    treated_elsewhere,
)
from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.editions_told import relate_editions

if TYPE_CHECKING:
    from pipelines.methods.withholding import Knowledge

SERIES = ["agreement_id", "register", "denominator"]
TOPIC = "coverage"
"""Topic of these numbers among the published counts; their item is the register and its denominator."""
ROW = ["agreement_id", "data_cut", "topic", "item", "grouping", "level", "category"]


def item_of(register: str, denominator: str) -> str:
    """The item that stands for one register's coverage by one denominator."""
    return f"{register}/{denominator}"


def coverage_told(
    released: Mapping[str, pl.DataFrame], exact: Mapping[str, pl.DataFrame] | None
) -> pl.DataFrame:
    """The numbers of `released.coverage` as rows of published counts, with those of gaps and differences.

    They are made of the tables of an edition by name, as released and exactly. Where the exact ones are not
    known (erased, or never kept), whatever was withheld may be small.
    """
    numbers, behind = _numbers(released), {} if exact is None else _numbers(exact, is_exact=True)
    # Levels without a number have no row in public, and persons all the same; so has what they leave over.
    rows = [
        (*name, n, is_sensitive(exactly) if n is None and exactly is not None else None)
        for name in sorted(numbers.keys() | behind.keys())
        for n, exactly in [(numbers.get(name), behind.get(name))]
    ]
    schema = {**dict.fromkeys(ROW, pl.String), "data_cut": pl.Date, "n": pl.Int64, "is_small": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def treated_of(attrition: pl.DataFrame) -> dict[str, int | None]:
    """How many are treated by agreement, as far as the patient flow of one edition tells it."""
    return dict(attrition.filter(pl.col("step") == TREATED).select("agreement_id", "n_in").iter_rows())


def _numbers(tables: Mapping[str, pl.DataFrame], is_exact: bool = False) -> dict[tuple, int | None]:
    found: dict[tuple, int | None] = {}
    treated = treated_of(tables["attrition"])
    for (agreement_id, register, denominator, data_cut), rows in tables["coverage"].group_by(
        *SERIES, "data_cut"
    ):
        numbers = {number: n for row in rows.iter_rows(named=True) for number, n in numbers_of(row)}
        numbers |= dict(not_delivered(numbers))
        if denominator in BY_DRUG:
            numbers |= dict(treated_elsewhere(numbers, treated.get(agreement_id)))
            gaps = tables["source_gap"].filter(agreement_id=agreement_id, register=register)
            numbers |= behind_gaps(gaps.iter_rows(named=True))
        if is_exact:
            numbers |= dict(not_delivered_elsewhere(numbers))
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
        for n_treated in rows.filter(pl.col("category") == TREATED)["n"]:
            know_treated(knowledge, before, n_treated)
        before.relate(knowledge)
        for number, (n, is_small) in told.items():
            groups = before.groups_of(number)
            if n is not None:
                knowledge.is_exactly(groups, n)
                continue
            if is_small is not False:
                hidden.append(groups)
            # That nobody is behind a gap is told.
            if number.category == NOT_DELIVERED and groups:
                knowledge.is_at_least(groups, 1)
        editions.append(before)
    relate_editions(now, editions, lambda earlier, later: earlier.relate_to_later(knowledge, later))
    return hidden


def know_treated(knowledge: "Knowledge", groups: CoverageGroups, n_treated: int | None) -> None:
    """Those found of the drug are among the treated, whose number the patient flow tells."""
    if groups.denominator in BY_DRUG and (ALL, ALL) in groups.delivered and n_treated is not None:
        numbers = Number(ALL, ALL, FOUND), Number(ALL, TREATED, MISSING)
        knowledge.assume_exactly([one for number in numbers for one in groups.groups_of(number)], n_treated)


def _groups(now: CoverageGroups, cut: date, build: str, told: Mapping[Number, object]) -> CoverageGroups:
    """The groups of an earlier edition: it told of those found where something was delivered."""
    rows = {number[:2] for number in told if number.is_of_row}
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
