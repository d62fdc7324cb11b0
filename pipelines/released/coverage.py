"""released.coverage: persons shown and found, where no small number of them can be worked out."""

from collections.abc import Mapping
from copy import deepcopy

import polars as pl

from pipelines.building import Reader
from pipelines.methods.coverage_groups import (
    ALL,
    BY_DRUG,
    DELIVERED,
    FOUND,
    MISSING,
    SHOWN,
    CoverageGroups,
    Number,
    behind_gaps,
    not_delivered,
    not_delivered_elsewhere,
    numbers_of,
    treated_elsewhere,
)
from pipelines.methods.coverage_told import SERIES, know_before, know_treated, told_before, treated_of
from pipelines.methods.disclosure import THRESHOLD, is_sensitive

READS = (
    "reference.published_count",
    "released.attrition",
    "result.coverage",
    "result.coverage_place",
    "result.source_gap",
)

COST = {SHOWN: 2.0, FOUND: 1.0, MISSING: 1.0}
OF_ALL = {ALL: 100, DELIVERED: 10}
"""What it costs to withhold a number of a level, and how much more of everybody and the delivered.

Two of a row change together, and cost what is lost: three numbers without how many are shown, two with it.
"""


def coverage(read: Reader) -> pl.DataFrame:
    """`result.coverage` with every number withheld that is small, or would tell a small one.

    All numbers of a register's coverage are judged together (`withholding`), those missing, those not
    delivered and the treated who are not found among them, beside what earlier editions told
    (`coverage_groups`). How many NPR shows leaves on its own; found, share and limits only with it, because
    a share says how many are missing. A level without a number has no row: it would say that there is
    somebody. Everybody has one in any case.
    """
    exact = read.frame("result.coverage")
    places, gaps = read.frame("result.coverage_place"), read.frame("result.source_gap")
    published = read.frame("reference.published_count")
    treated = treated_of(read.frame("released.attrition"))
    told = []
    for (*series, data_cut), rows in exact.group_by(*SERIES, "data_cut", maintain_order=True):
        is_it = [pl.col(name) == value for name, value in zip(SERIES, series, strict=True)]
        now = CoverageGroups(
            "",
            data_cut,
            series[-1],
            frozenset(places.filter(is_it).select("hospital", "region").iter_rows()),
            frozenset(rows.filter(pl.col("grouping") == "year")["level"]),
            {(row["grouping"], row["level"]): row["is_delivered"] for row in rows.iter_rows(named=True)},
        )
        before = told_before(published, series)
        of_series = gaps.filter(is_it[:2]) if series[-1] in BY_DRUG else gaps.clear()
        n_treated = treated.get(series[0]) if series[-1] in BY_DRUG else None
        absent = behind_gaps(of_series.iter_rows(named=True))
        withheld = _withheld(now, rows, n_treated, absent, before)
        told += [
            (
                *series,
                *place,
                Number(*place, SHOWN) not in withheld,
                not withheld & set(_of_row(place, is_delivered)),
            )
            for place, is_delivered in now.delivered.items()
        ]
    key = [*SERIES, "grouping", "level"]
    schema = {**{name: exact.schema[name] for name in key}, "has_shown": pl.Boolean, "leaves": pl.Boolean}
    joined = exact.join(
        pl.DataFrame(told, schema=schema, orient="row"), on=key, how="left", maintain_order="left"
    )
    is_everybody = (pl.col("grouping") == ALL) & (pl.col("level") == ALL)
    return (
        joined.with_columns(
            (~pl.col("leaves")).alias("suppressed"),
            pl.when("has_shown").then("n_denominator").alias("n_denominator"),
            *(pl.when("leaves").then(name).alias(name) for name in ("n_found", "share", "lower", "upper")),
        )
        .filter(pl.col("has_shown") | is_everybody)
        .select(exact.columns)
    )


def _withheld(
    now: CoverageGroups,
    rows: pl.DataFrame,
    n_treated: int | None,
    absent: Mapping[Number, int],
    before: pl.DataFrame,
) -> set[Number]:
    """The numbers of one register's coverage that do not leave."""
    from pipelines.methods.withholding import Count, Knowledge, withheld

    numbers = {number: n for row in rows.iter_rows(named=True) for number, n in numbers_of(row)}
    counts = [Count(number, tuple(now.groups_of(number)), n, _cost(number)) for number, n in numbers.items()]
    knowledge = Knowledge()
    now.relate(knowledge)
    know_treated(knowledge, now, n_treated)
    differences = [*not_delivered(numbers), *not_delivered_elsewhere(numbers)]
    hidden = [now.groups_of(number) for number, n in differences if is_sensitive(n)]
    # Were all treated known to be found, then whom a later cut finds would be no more than came.
    hidden += [
        now.groups_of(number)
        for number, n in treated_elsewhere(numbers, n_treated)
        if n is not None and n < THRESHOLD
    ]
    for number, n in absent.items():
        groups = now.groups_of(number)
        # Whether anybody is behind a gap is told by its row.
        if n == 0:
            knowledge.is_exactly(groups, 0)
        else:
            knowledge.is_at_least(groups, 1)
        if is_sensitive(n):
            hidden.append(groups)
    names: set[Number] = set()
    if not before.is_empty():
        beside = deepcopy(knowledge)
        names = withheld(counts, beside, [*hidden, *know_before(beside, before, now)])
        names |= _that_leave_only_beside(names, now)
    # What cannot be hidden beside earlier editions is still hidden from who has only this one.
    return names | withheld(counts, knowledge, hidden, kept_back=names)


def _that_leave_only_beside(withheld: set[Number], now: CoverageGroups) -> set[Number]:
    """The numbers found and missing of rows of which a number is withheld."""
    rows = (set(_of_row(*row)) for row in now.delivered.items())
    return {number for row in rows if row & withheld for number in row if number.category != SHOWN}


def _of_row(place: tuple[str, str], is_delivered: bool) -> list[Number]:
    return [Number(*place, category) for category in ((SHOWN, FOUND, MISSING) if is_delivered else (SHOWN,))]


def _cost(number: Number) -> float:
    return COST[number.category] * OF_ALL.get(number.level if number.grouping == ALL else "", 1)
