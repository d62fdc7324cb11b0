"""The attack on coverage: whom NPR shows at each place and in each year, delivered or not, found or not.

A row says that its level has somebody, delivered if it says so, and none of a level says that it has nobody,
whether or not the numbers leave. The attacker knows which hospital lies in which region, and that whoever has
been shown, delivered or found is so at every later cut; of the drug also that nobody is first seen in a year
that is over. Those found of the drug are among the treated, whose number is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product

import polars as pl

from pipelines.methods.coverage_told import coverage_told
from pipelines.methods.person_counts import flow_rows
from pipelines.remade import remade
from tests.attack.coverage_study import PLACES, SERIES, coverage_tables
from tests.attack.edition import Edition, empty
from tests.attack.puzzle import Puzzle
from tests.attack.study import CUTS, Study, tables_at

FLOW = "released.attrition"
TABLES = ("released.coverage", "released.source_gap")
YEARS = tuple(str(year) for year in range(2022, CUTS[-1].year + 1))
BY_PLACE = tuple((hospital or "unknown", region or "unknown") for hospital, region in PLACES)
DIVISIONS = {"place": BY_PLACE, "year": YEARS}
STATES = tuple(product((True, False), repeat=2))
"""Delivered or not, found or not."""
DELIVERED = ((True, True), (True, False))
NUMBERS = ("shown", "found", "missing")


def published_coverage(chosen: Sequence[Study], cuts: Sequence[date]) -> list[Edition]:
    """Coverage of several cuts, oldest first, by the project's definitions, beside the flow."""
    editions: list[Edition] = []
    for cut in cuts:
        persons = tables_at(chosen, cut)
        with remade(["result.attrition"], persons, {"data_cut": cut}) as query:
            exact_flow = query("select * from result.attrition")
        flow = _withheld_where_few(exact_flow)
        told = {
            "reference.published_count": pl.concat(
                [empty("reference.published_count"), *map(_told, editions)], how="diagonal_relaxed"
            )
        }
        with remade(TABLES, coverage_tables(chosen, cut) | told | {FLOW: flow}, {"data_cut": cut}) as query:
            released = {name.partition(".")[2]: query(f"select * from {name}") for name in TABLES}
            exact = {name: query(f"select * from result.{name}") for name in released}
        editions.append(Edition(cut, released | {"attrition": flow}, exact | {"attrition": exact_flow}))
    return editions


def _withheld_where_few(flow: pl.DataFrame) -> pl.DataFrame:
    """The exact flow tells more than ever leaves, but for few persons: their number never does."""
    return flow.with_columns(
        pl.when(~pl.col(name).is_between(1, 4)).then(name).alias(name) for name in ("n_in", "n_out")
    )


def _told(edition: Edition) -> pl.DataFrame:
    """What an edition told, as a cut freezes it that comes later."""
    told = [
        coverage_told(edition.released, edition.exact),
        flow_rows(edition.released["attrition"]),
    ]
    return pl.concat(told, how="diagonal_relaxed").with_columns(build_id=pl.lit(str(edition.cut)))


@dataclass(frozen=True)
class Outcome:
    """What the attack on one study found, and what was told, by cut.

    `found` are the names of the small numbers found out, `by_growth` of those that are so by how few came.
    `kept` is the share told of numbers that are not small; `cells_kept` of those that have a column, and
    that are not one of two that tell a small one between them.
    """

    found: tuple[tuple, ...]
    by_growth: tuple[tuple, ...]
    n_small: int
    kept: tuple[float, ...]
    cells_kept: tuple[float, ...]


def attack_coverage(editions: Sequence[Edition]) -> Outcome:
    """Coverage of one study at these cuts, oldest first, against every small number."""
    small, kept, cells_kept = [], [], []
    for edition in editions:
        told = {name for name, _, n in cells(edition) if n is not None}
        exact = {name: (group, n) for name, group, n in cells(edition, exact=True)}
        few = {name for name, (_, n) in exact.items() if 1 <= (n or 0) <= 4}
        small += [((edition.cut, *name), exact[name][0]) for name in exact if name in few]
        others = [name for name, (_, n) in exact.items() if name[0] == "coverage" and n is not None]
        kept.append(_share([name in told for name in others if name not in few]))
        cells_kept.append(_share(coverage_kept(edition)))
    puzzle = known(editions)
    open_ones = [(name, group) for name, group in small if not puzzle.hides_one_to_four(group)]
    unaware = known(editions, knows_how_few_came=False) if open_ones else puzzle
    by_growth = tuple(name for name, group in open_ones if unaware.hides_one_to_four(group))
    found = tuple(name for name, _ in open_ones if name not in by_growth)
    return Outcome(found, by_growth, len(small), tuple(kept), tuple(cells_kept))


def coverage_kept(edition: Edition) -> list[bool]:
    """Of the numbers in a column that are not small, and do not tell a small one: whether each was told."""
    numbers = {
        name: n for name, _, n in cells(edition, exact=True) if name[0] == "coverage" and n is not None
    }
    few = {name for name, n in numbers.items() if 1 <= n <= 4}
    in_column = [name for name in numbers if name not in few and name[-1] != "missing"]
    alone = [name for name in in_column if name[-1] == "shown" or (*name[:-1], "missing") not in few]
    told = {name for name, _, n in cells(edition) if n is not None}
    return [name in told for name in alone]


def _share(told: Sequence[bool]) -> float:
    return sum(told) / max(1, len(told))


def known(editions: Sequence[Edition], knows_how_few_came: bool = True) -> Puzzle:
    """All that these editions tell; or as if never fewer than four treated had come between two of them."""
    puzzle = Puzzle()
    treated_before = None
    for edition in editions:
        know_structure(puzzle, edition)
        for _, group, n in cells(edition):
            if n is not None:
                puzzle.is_exactly(group, n)
        n_treated = _treated(edition.released)
        if n_treated is not None:
            came = n_treated - (treated_before or 0)
            more = 0 if knows_how_few_came or not 1 <= came <= 3 else 4 - came
            puzzle.know(_treated_of(edition.cut), n_treated, n_treated + more)
        treated_before = n_treated
    know_series(puzzle, [edition.cut for edition in editions])
    return puzzle


def _treated(tables: dict[str, pl.DataFrame]) -> int | None:
    (n_treated,) = tables["attrition"].filter(pl.col("step") == "treated")["n_in"]
    return n_treated


def _treated_of(cut: date) -> list:
    """Of the drug those found are among the treated; the others are not found by coverage."""
    return [*_persons(cut, SERIES[0], [state for state in STATES if state[1]]), (cut, "treated elsewhere")]


def know_structure(puzzle: Puzzle, edition: Edition) -> None:
    """The same persons by place and by year, and somebody at each level with a row, delivered as it says."""
    cut, rows = edition.cut, edition.released["coverage"]
    for series, state in product(SERIES, STATES):
        puzzle.is_exactly(_persons(cut, series, [state]), 0, _persons(cut, series, [state], divided="year"))
    for *series, grouping, level, is_delivered in rows.select(
        "register", "denominator", "grouping", "level", "is_delivered"
    ).iter_rows():
        of_level = (cut, tuple(series), grouping, "all" if grouping == "all" else level)
        if is_delivered:
            puzzle.know(_of_level(*of_level, DELIVERED), 1)
        else:
            puzzle.know(_of_level(*of_level, STATES), 1)
            puzzle.is_exactly(_of_level(*of_level, DELIVERED), 0)
    for name, group, n in cells(edition):
        if name[0] == "source_gap" and n is None:
            puzzle.know(group, 1)  # nobody is told as none


def know_series(puzzle: Puzzle, cuts: Sequence[date]) -> None:
    """Whoever has been shown and found stays so; nobody is first treated in a year that is over."""
    for before, after in pairwise(cuts):
        for series, (divided, places), is_delivered in product(SERIES, DIVISIONS.items(), (True, False)):
            for place in places:
                is_over = divided == "year" and place < str(before.year) and series == SERIES[0]
                for states in ([(is_delivered, True)], [(is_delivered, True), (is_delivered, False)]):
                    most = 0 if is_over and len(states) == 2 else float("inf")
                    puzzle.know(
                        [(after, *series, divided, place, state) for state in states], 0, most,
                        [(before, *series, divided, place, state) for state in states],
                    )  # fmt: skip


def cells(edition: Edition, exact: bool = False) -> Iterator[tuple[tuple, list, int | None]]:
    """Name, unknowns and number of every count; the number is missing where it is withheld."""
    cut, tables = edition.cut, edition.exact if exact else edition.released
    by_series: dict[tuple, dict] = {}
    for *series, grouping, level, n, n_found, is_delivered in (
        tables["coverage"]
        .select("register", "denominator", "grouping", "level", "n_denominator", "n_found", "is_delivered")
        .iter_rows()
    ):
        states = STATES
        if is_delivered and (grouping, level) != ("all", "all"):
            states = DELIVERED
        missing = None if n is None or n_found is None else n - n_found
        for name, number in zip(NUMBERS, (n, n_found, missing), strict=True):
            if name != "shown" and not is_delivered:
                continue
            of_name = [state for state in states if name == "shown" or state[1] == (name == "found")]
            yield (
                ("coverage", *series, grouping, level, name),
                _of_level(cut, tuple(series), grouping, "all" if grouping == "all" else level, of_name),
                number,
            )
            by_series.setdefault((*series, name), {})[grouping, level] = number
    yield from _not_delivered(cut, by_series)
    if exact:
        n_found = by_series.get((*SERIES[0], "found"), {}).get(("all", "all"))
        if n_found is not None:
            yield ("treated elsewhere",), _treated_of(cut)[-1:], _treated(tables) - n_found
        yield from _not_delivered_elsewhere(edition.cut, tables["coverage"])
    for kind, region, gap_to, n in (
        tables["source_gap"].select("kind", "region_code", "gap_to", "n_seen_elsewhere").iter_rows()
    ):
        grouping, level = ("all", "all") if region is None else ("region", region)
        # What is not delivered of a region is its gap, of whatever days.
        yield (
            ("source_gap", kind, level, gap_to),
            _of_level(cut, SERIES[0], grouping, level, [(False, True), (False, False)]),
            n,
        )


def _not_delivered(cut: date, by_series: dict[tuple, dict]) -> Iterator[tuple[tuple, list, int | None]]:
    """Everybody less those delivered: no row, but the difference of two."""
    for (*series, name), numbers in by_series.items():
        if ("all", "delivered") not in numbers:
            continue
        states = [
            state for state in STATES if not state[0] and (name == "shown" or state[1] == (name == "found"))
        ]
        one, other = numbers["all", "all"], numbers["all", "delivered"]
        number = None if one is None or other is None else one - other
        yield ("not delivered", *series, name), _persons(cut, tuple(series), states), number


def _not_delivered_elsewhere(cut: date, coverage: pl.DataFrame) -> Iterator[tuple[tuple, list, int]]:
    """Those not delivered of levels that have a number of delivered: no row, but what the rows leave over."""
    for (*series, grouping), levels in coverage.filter(pl.col("grouping") != "all").group_by(
        "register", "denominator", "grouping"
    ):
        whole = coverage.filter(register=series[0], denominator=series[1], grouping="all")
        numbers = dict(whole.select("level", "n_denominator").iter_rows())
        if "delivered" not in numbers:
            continue
        rest = (
            numbers["all"]
            - numbers["delivered"]
            - levels.filter(~pl.col("is_delivered"))["n_denominator"].sum()
        )
        partly = sorted(levels.filter("is_delivered")["level"])
        absent = [state for state in STATES if not state[0]]
        group = [one for level in partly for one in _of_level(cut, tuple(series), grouping, level, absent)]
        yield ("not delivered elsewhere", *series, grouping), group, rest


def _of_level(cut: date, series: tuple, grouping: str, level: str, states: Sequence[tuple]) -> list:
    if grouping == "year":
        return [(cut, *series, "year", level, state) for state in states]
    position = {"hospital": 0, "region": 1}.get(grouping)
    places = [place for place in BY_PLACE if position is None or place[position] == level]
    return [(cut, *series, "place", place, state) for place in places for state in states]


def _persons(cut: date, series: tuple, states: Sequence[tuple], divided: str = "place") -> list:
    return [(cut, *series, divided, place, state) for place in DIVISIONS[divided] for state in states]
