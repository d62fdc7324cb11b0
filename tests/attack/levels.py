"""The levels of subgroups beside the whole of the cohort inside: the only one that subgroups leave for.

Unknown are, of each question and answer, the persons of each level and those of unknown level: together they
are the whole. By sex and by region they are the same persons, divided twice. A row that stands says that
somebody was asked; one that leaves, that in each level, and in the unknown one, nobody or at least five were
asked, of them nobody or five with either answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import polars as pl

from tests.attack.divisions import SEXES
from tests.attack.edition import Edition
from tests.attack.flow import persons, verdict_of
from tests.attack.puzzle import LARGEST, Puzzle
from tests.attack.questions import (
    ANSWERS,
    UNKNOWN_LEVEL,
    WHOLE,
    Question,
    counts_of,
    persons_with,
    question_of,
)
from tests.attack.study import HOSPITALS

INSIDE = "inside"
LEVELS = {"sex": SEXES, "region": (*sorted(set(HOSPITALS.values())),)}
"""All levels, that of unknown level among them."""
Level = tuple[str, str]
"""A subgroup, and one of its levels."""
NUMBERS = ("n", "n_events")
NOBODY = dict.fromkeys(NUMBERS, 0)
MOST_PERSONS = 500
"""More than any study has inside."""


def told_of(editions: Iterable[Edition]) -> tuple[str, ...]:
    """The subgroups that editions tell of; the others are divided by nothing."""
    told = {
        row["subgroup"]
        for edition in editions
        for row in _of_levels(edition.released["estimate"])
        if not row["suppressed"] and question_of(row)
    }
    return tuple(sorted(told))


def levels_of(subgroups: Iterable[str]) -> Iterator[Level]:
    """All levels of these."""
    yield from ((subgroup, level) for subgroup in subgroups for level in LEVELS[subgroup])


def know_whole(puzzle: Puzzle, cut: object, questions: Iterable[Question], subgroups: Sequence[str]) -> None:
    """Levels are the whole, in each of its answers; whoever is asked is in the level."""
    for question in questions:
        for subgroup, answer in product(subgroups, ANSWERS):
            of_levels = [
                name
                for level in levels_of([subgroup])
                for name in persons_with(cut, question, INSIDE, (answer,), level)
            ]
            puzzle.is_exactly(of_levels, 0, persons_with(cut, question, INSIDE, (answer,)))
        for level in levels_of(subgroups):
            puzzle.know(treated(cut, level), 0, taken=persons_with(cut, question, INSIDE, level=level))


def treated(cut: object, level: Level) -> list:
    """The unknowns of those inside who are of a level."""
    subgroup, name = level
    if subgroup == "sex":
        return [(cut, "sex", INSIDE, name)]
    return persons(cut, "region", name, lambda one: verdict_of(one) == INSIDE)


def know_rows(puzzle: Puzzle, edition: Edition, subgroups: Sequence[str]) -> None:
    """That rows of levels stand, and that they leave."""
    standing: dict[tuple, set[Level]] = {}
    for row in _of_levels(edition.released["estimate"]):
        if question_of(row) is None:
            continue
        standing.setdefault((row["cohort"], *_count(row), row["subgroup"]), set()).add(_level(row))
        if row["cohort"] != INSIDE or row["subgroup"] not in subgroups:
            continue
        puzzle.know(persons_with(edition.cut, *_count(row)[:1], INSIDE, _count(row)[1], _level(row)), 1)
        if not row["suppressed"]:
            _know_none_or_five(puzzle, edition.cut, row)
    for (cohort, question, answers, _), levels in standing.items():
        puzzle.know(persons_with(edition.cut, question, cohort, answers), len(levels))


def _count(row: Mapping[str, Any]) -> tuple[Question, tuple[str, ...]]:
    """Of whom a row would not stand without any."""
    question, _ = question_of(row)
    return question, ANSWERS[:1] if row["measure"] == "time_to_response_median" else ANSWERS


def _know_none_or_five(puzzle: Puzzle, cut: object, row: Mapping[str, Any]) -> None:
    for level in LEVELS[row["subgroup"]]:
        for which, group in counts_of(cut, dict(row) | {"level": level}):
            one_if_any = [(cut, "any", which, *group[0][1:])]
            puzzle.know(one_if_any, 0, 1)
            puzzle.know(group, 0, taken=one_if_any * (LARGEST + 1))
            puzzle.know(one_if_any * MOST_PERSONS, 0, taken=group)


def _of_levels(estimates: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of levels."""
    yield from estimates.filter(pl.col("subgroup").is_in(list(LEVELS))).iter_rows(named=True)


def _level(row: Mapping[str, Any]) -> Level:
    return row["subgroup"], row["level"]


def rows_of_levels(exact: Iterable[Mapping[str, Any]], subgroups: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Of every exact row of the cohort inside what its levels count, also those that no row stands for."""
    found = {_key(row, row["subgroup"], row["level"]): row for row in exact if row["cohort"] == INSIDE}
    for key, whole in found.items():
        if key[:2] != WHOLE:
            continue
        for subgroup in subgroups:
            rest = {name: whole[name] for name in NUMBERS}
            for level in LEVELS[subgroup]:
                row = found.get(_key(whole, subgroup, level), NOBODY)
                if level == UNKNOWN_LEVEL:
                    row = rest
                rest = {name: rest[name] and rest[name] - (row[name] or 0) for name in NUMBERS}
                yield {
                    **whole, "subgroup": subgroup, "level": level, **{name: row[name] for name in NUMBERS}
                }  # fmt: skip


def _key(row: Mapping[str, Any], subgroup: str, level: str) -> tuple:
    return subgroup, level, row["measure"], row["variant"], row["time_days"]
