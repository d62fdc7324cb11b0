"""Topics with a base of their own, beside the patient flow: uptake, testing, exit and contradictions.

Their persons are partly those of the flow. Treated inside the indication, whoever has been followed for long
enough is counted in uptake; those on treatment at the stop date, or not any more, and those who started after
it are all treated persons; so are those whom registers contradict each other about, or not. Several tests
are asked of the same persons.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from pipelines.methods.counted_groups import years_of
from tests.attack.bases_study import (
    BIOMARKERS,
    CONTRADICTIONS,
    RESIDENCES,
    SAME_UNKNOWN,
    STOP_DATE,
    UPTAKE_DAYS,
    complete_to,
)
from tests.attack.edition import Edition
from tests.attack.flow import EARLIER, YEARS, persons, verdict_of
from tests.attack.puzzle import Puzzle
from tests.attack.study import HOSPITALS

TOPICS = ("uptake", "testing", "exit", "contradiction")
ELIGIBLE = ("inside", "undetermined")
USES = ("treated", "untreated", "not_known")
TESTS = ("tested", "not_recorded")
BEFORE_STOP = ("on_treatment", "stopped_before", "not_known")
FINDINGS = ("found", "not_found", "unknown")
PLACES_LIVED = {"region": RESIDENCES, "year": YEARS}
NAME = ("topic", "item", "grouping", "level", "category")
SHARE_OF_USE = "use"
NOT_COUNTED = "started_not_counted"
"""Started inside or undetermined and not counted as treated in uptake: too late, or living where no register
delivers from. Their number is no count, but the difference of two."""


def know_structure(puzzle: Puzzle, cut: date) -> None:
    """How the bases hang together with the flow."""
    _know_uptake(puzzle, cut)
    _know_testing(puzzle, cut)
    everybody = [*persons(cut), (cut, EARLIER)]
    for rule in CONTRADICTIONS:
        puzzle.is_exactly([(cut, "contradiction", rule, finding) for finding in FINDINGS], 0, everybody)
    one, other = ([(cut, "contradiction", rule, "unknown")] for rule in SAME_UNKNOWN)
    puzzle.is_exactly(one, 0, other)
    if cut >= STOP_DATE:
        _know_exit(puzzle, cut, everybody)


def know_series(puzzle: Puzzle, before: date, after: date) -> None:
    """Whoever was diagnosed, tested, treated or found to be contradicted stays so; exits are settled once."""
    for place in _places_lived():
        is_over = place[0] == "year" and date(int(place[1]), 12, 31) <= complete_to(before)
        _grows(puzzle, before, after, ("diagnosed", *place), is_over)
        for criterion in BIOMARKERS:
            _grows(puzzle, before, after, ("testing", criterion, *place, "tested"))
        for verdict in ELIGIBLE:
            is_counted = place[0] == "year" and _is_counted(place[1], before)
            _grows(puzzle, before, after, ("uptake", verdict, *place, "treated"), is_counted)
    for rule in CONTRADICTIONS:
        _grows(puzzle, before, after, ("contradiction", rule, "found"))
    if before >= STOP_DATE:
        for hospital in HOSPITALS:
            for status in ("new_start", "on_treatment", "stopped_before"):
                _grows(puzzle, before, after, ("exit", hospital, status))
            then, now = (
                [(cut, "exit", hospital, status) for status in BEFORE_STOP] for cut in (before, after)
            )
            puzzle.is_exactly(now, 0, then)
            _grows(puzzle, before, after, ("started before stop", hospital), is_over=True)


def cells(edition: Edition, exact: bool = False) -> Iterator[tuple[tuple, list, int | None]]:
    """Name, unknowns and number of every count; the number is missing where it is withheld."""
    cut, tables = edition.cut, edition.exact if exact else edition.released
    is_started = (pl.col("topic") == "eligibility") & pl.col("category").is_in(ELIGIBLE)
    counted = tables["person_count"].filter(pl.col("topic").is_in(TOPICS) | is_started)
    rows = {tuple(name): n for *name, n in counted.select(*NAME, "n").iter_rows()}
    for name, n in rows.items():
        if name[0] != "eligibility":
            yield name, _group(cut, *name), n
    has_uptake = any(name[0] == "uptake" for name in rows)
    for (topic, _, grouping, level, verdict), n in rows.items() if has_uptake else ():
        treated = ("uptake", verdict, grouping, level, "treated")
        if topic == "eligibility" and grouping in ("all", "year") and (treated in rows or exact):
            years = YEARS if grouping == "all" else years_of(level)
            n_not_counted = n - rows.get(treated, 0) if exact else None
            yield (NOT_COUNTED, verdict, grouping, level), _not_counted(cut, verdict, years), n_not_counted
    yield from _shares(cut, tables["estimate"])


def _know_uptake(puzzle: Puzzle, cut: date) -> None:
    for verdict in ELIGIBLE:
        for use in USES:
            by_region, by_year = (_lived(cut, "uptake", verdict, use, by) for by in PLACES_LIVED)
            puzzle.is_exactly(by_region, 0, by_year)
        for year in YEARS:
            started = persons(cut, "year", year, lambda one, verdict=verdict: verdict_of(one) == verdict)
            treated = (cut, "uptake", verdict, "year", year, "treated")
            puzzle.is_exactly([treated, *_not_counted(cut, verdict, [year])], 0, started)
            late, silent = _not_counted(cut, verdict, [year])
            puzzle.know([(cut, "uptake", verdict, "year", year, "not_known")], 0, taken=[silent])
            if _is_counted(year, cut):
                puzzle.is_exactly([late], 0)


def _not_counted(cut: date, verdict: str, years: list[str] | tuple[str, ...]) -> list:
    return [(cut, "started", why, verdict, year) for year in years for why in ("too late", "silent")]


def _is_counted(year: str, cut: date) -> bool:
    """Whether whoever began in a year has been followed for long enough."""
    return date(int(year), 12, 31) + timedelta(days=UPTAKE_DAYS) <= complete_to(cut)


def _know_testing(puzzle: Puzzle, cut: date) -> None:
    for criterion in BIOMARKERS:
        for answer in TESTS:
            by_region, by_year = (_lived(cut, "testing", criterion, answer, by) for by in PLACES_LIVED)
            puzzle.is_exactly(by_region, 0, by_year)
        for place in _places_lived():
            asked = [(cut, "testing", criterion, *place, answer) for answer in TESTS]
            puzzle.is_exactly(asked, 0, [(cut, "diagnosed", *place)])


def _know_exit(puzzle: Puzzle, cut: date, everybody: list) -> None:
    """Who starts after the stop date is of the hospital of the start, and of a year that is not before it."""
    statuses = ("new_start", *BEFORE_STOP)
    puzzle.is_exactly([(cut, "exit", place, one) for place in HOSPITALS for one in statuses], 0, everybody)
    for hospital in HOSPITALS:
        parts = [(cut, "exit", hospital, "new_start"), (cut, "started before stop", hospital)]
        puzzle.is_exactly(parts, 0, persons(cut, "hospital", hospital))
    since = [one for year in YEARS if int(year) >= STOP_DATE.year for one in persons(cut, "year", year)]
    puzzle.is_exactly([(cut, "exit", hospital, "new_start") for hospital in HOSPITALS], 0, since)


def _group(cut: date, topic: str, item: str, grouping: str, level: str, category: str) -> list:
    if topic == "contradiction":
        return [(cut, topic, item, category)]
    if topic == "exit":
        levels = [
            hospital
            for hospital, region in HOSPITALS.items()
            if {"all": "all", "region": region, "hospital": hospital}[grouping] == level
        ]
        return [(cut, topic, hospital, category) for hospital in levels]
    if grouping == "all":
        return _lived(cut, topic, item, category, "region")
    levels = [level] if grouping == "region" else years_of(level)
    return [(cut, topic, item, grouping, one, category) for one in levels]


def _lived(cut: date, topic: str, item: str, category: str, by: str) -> list:
    return [(cut, topic, item, by, place, category) for place in PLACES_LIVED[by]]


def _places_lived() -> Iterator[tuple[str, str]]:
    return ((by, place) for by, places in PLACES_LIVED.items() for place in places)


def _shares(cut: date, estimates: pl.DataFrame) -> Iterator[tuple[tuple, list, int | None]]:
    """A share of use and its number of persons are two counts."""
    use = estimates.filter(pl.col("measure").is_in(["share_uptake", "share_tested"]))
    for measure, variant, subgroup, level, n, share in use.select(
        "measure", "variant", "subgroup", "level", "n", "estimate"
    ).iter_rows():
        if measure == "share_uptake":
            items = ELIGIBLE if variant == "inside_or_undetermined" else ("inside",)
            topic, has, has_not = "uptake", "treated", "untreated"
        else:
            items, topic, (has, has_not) = (level,), "testing", TESTS
        place = ("all", "all") if subgroup == "criterion" else (subgroup, level)
        of = [[one for item in items for one in _group(cut, topic, item, *place, has)]]
        of += [[one for item in items for one in _group(cut, topic, item, *place, has_not)]]
        name = (SHARE_OF_USE, measure, variant, subgroup, level)
        told = None if share is None or n is None else round(share * n)
        yield (*name, "of"), of[0] + of[1], n
        yield (*name, "had"), of[0], told


def _grows(puzzle: Puzzle, before: date, after: date, name: tuple, is_over: bool = False) -> None:
    puzzle.know([(after, *name)], 0, 0 if is_over else float("inf"), [(before, *name)])
