"""The levels of a subgroup as cohorts: each lies in the counted cohort, and no two share anybody.

Those of unknown level are a cohort too, and those of the first few levels together, so that every sum is of
two: the counted cohort is that of all levels, and those of unknown level. Levels are known by their names: a
subgroup that is divided otherwise at another cut has others.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import inf
from typing import Any, NamedTuple

import polars as pl

from pipelines.methods.answers_told import ASKED, COMPLICATION, NO, TREATED, YES, none_or_five
from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.patient_flow import COUNTED_COHORT
from pipelines.methods.question_relations import HOSPITAL, Number, kind_of

ANSWERS = (ASKED, YES, NO)
Numbers = dict[Number, tuple[float, float, int | None]]
"""Limits of numbers and, where it is known, each number exactly."""
NOT_KNOWN = (0, inf, None)


class Levels(NamedTuple):
    """The levels of one subgroup, by name."""

    subgroup: str
    names: tuple[str, ...]
    is_counted: bool
    """Whether the patient flow tells how many are of each, as it does by region."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The levels and, last, those of unknown level: together they are the counted cohort."""
        return *(level_cohort(self.subgroup, name) for name in self.names), level_cohort(self.subgroup)

    @property
    def sums(self) -> list[tuple[str, str, str]]:
        """Cohorts that are each made of two others: those of the first levels, one more at a time."""
        firsts = [level_cohort(self.subgroup, *self.names[:n]) for n in range(1, len(self.names) + 1)]
        wholes = [*firsts[1:], COUNTED_COHORT]
        return list(zip(wholes, firsts, self.parts[1:], strict=True))

    @property
    def cohorts(self) -> tuple[str, ...]:
        """All that lie in the counted cohort."""
        return *self.parts, *(whole for whole, *_ in self.sums[:-1])

    @property
    def wider(self) -> list[tuple[str, str]]:
        """Pairs of cohorts, the first within the second."""
        return [(part, whole) for whole, *parts in self.sums for part in parts]


def level_cohort(subgroup: str, *levels: str) -> str:
    """The cohort of these levels; of none, the one of unknown level."""
    return f"{subgroup}/{'+'.join(levels)}"


def cohort_of(row: Mapping[str, Any]) -> str:
    """The cohort that a row is of."""
    return row["cohort"] if row["subgroup"] == "all" else level_cohort(row["subgroup"], row["level"])


def cohort_name() -> pl.Expr:
    """The same, of a frame."""
    of_level = pl.format("{}/{}", "subgroup", "level")
    return pl.when(pl.col("subgroup") == "all").then("cohort").otherwise(of_level)


def questions_beside(questions: Iterable[str]) -> set[str]:
    """Questions that levels are asked, and those that are needed beside them."""
    asked = {*questions, TREATED}
    return asked | {HOSPITAL for question in asked if kind_of(question) == COMPLICATION}


def with_sums(
    numbers: Numbers, levels: Levels, questions: Collection[str], known: Collection[str] = ()
) -> Numbers:
    """The numbers of an edition; those of `questions` of levels, of unknown level and of levels together too.

    Where the patient flow counts levels, and none is of few, how many are of each may be known; where some
    are, of the `known` ones (`sizes_known`).
    """
    of_others = {name for name in numbers if name[0] in levels.cohorts and name[1] not in questions}
    found = {name: known for name, known in numbers.items() if name not in of_others}
    for question in questions:
        for answer in ANSWERS if question != TREATED else (ASKED,):
            n_of = _exactly(numbers, levels, question, answer)
            if not n_of:
                continue
            for whole, one, other in levels.sums[:-1]:
                n_of[whole] = n_of[one] + n_of[other]
            is_few = any(is_sensitive(n_of[name]) for name in levels.parts)
            is_counted = levels.is_counted and question == TREATED
            # Rows that count by some time tell who was asked: how many answer is told where it is of both.
            by = question, ASKED if answer == ASKED else NO
            is_told = any(found.get((name, *by), NOT_KNOWN)[:2] != NOT_KNOWN[:2] for name in levels.parts)
            for name, n in n_of.items():
                low, high, _ = found.get((name, question, answer), NOT_KNOWN)
                if is_told and name in levels.parts:
                    _, fewest, most = none_or_five(answer, n)
                    low, high = max(low, fewest), min(high, most)
                is_known = is_counted and (not is_few or (name in known and n >= THRESHOLD))
                found[name, question, answer] = (n, n, n) if is_known else (low, high, n)
    return found


def sizes_known(editions: Sequence[Numbers], levels: Levels) -> list[tuple[str, ...]]:
    """Levels whose sizes a reader may come to know together, who is not to know those of a few.

    Several of few hide each other. Beside a single one the patient flow withholds some that are not of few,
    and later may tell these and withhold others: so any of them may be known, but never all. One is left out
    of what is thought to be known, and then another. Of `editions` the last is that of now.
    """
    n_of = [_exactly(numbers, levels, TREATED, ASKED) for numbers in editions]
    n_few = {sum(map(is_sensitive, of_edition.values())) for of_edition in n_of} - {0}
    if not levels.is_counted or not n_few:
        return [()]
    now = n_of[-1]
    large = sorted((name for name in levels.parts[:-1] if now.get(name, 0) >= THRESHOLD), key=now.__getitem__)
    known: list[tuple[str, ...]] = [()]
    if max(n_few) > 1:
        known.append(tuple(large))
    if 1 in n_few:
        known += [tuple(name for name in large if name != one) for one in large[:2]]
    return list(dict.fromkeys(known))


def _exactly(numbers: Numbers, levels: Levels, question: str, answer: str) -> dict[str, int]:
    """How many gave an answer, of each level and of unknown level; empty where that is not known of all.

    Nobody is asked of a level without a row; but that its rows do not say who gave an answer, as those of
    times on treatment do not, does not say that nobody did.
    """
    *named, unknown = levels.parts
    n_whole = numbers.get((COUNTED_COHORT, question, answer), NOT_KNOWN)[-1]
    of_named = {
        name: numbers.get((name, question, answer), NOT_KNOWN)[-1]
        for name in named
        if (name, question, ASKED) in numbers
    }
    n_of = dict.fromkeys(named, 0) | {name: n for name, n in of_named.items() if n is not None}
    if n_whole is None or None in of_named.values():
        return {}
    return n_of | {unknown: n_whole - sum(n_of.values())}


def sums_of(
    sums: Iterable[tuple[str, str, str]], questions: Iterable[str], answers: Collection[str]
) -> Iterator[tuple[Number | None, ...]]:
    """What a cohort that is made of two others says of those asked, and of those with an answer."""
    for three, question, answer in product(sums, sorted(questions), answers):
        if question != TREATED or answer == ASKED:
            yield from _both_ways(*((cohort, question, answer) for cohort in three))


def sums_of_answers(
    cohorts: Iterable[str], questions: Collection[str]
) -> Iterator[tuple[Number | None, ...]]:
    """Whoever is asked gives either answer."""
    for cohort, question in product(cohorts, sorted(set(questions) - {TREATED})):
        yield from _both_ways(*((cohort, question, answer) for answer in (ASKED, YES, NO)))


def _both_ways(whole: Number, one: Number, other: Number) -> Iterator[tuple[Number | None, ...]]:
    """Four numbers, or nobody: those of the first and not the second are of the third and not the fourth."""
    yield whole, one, other, None
    yield other, None, whole, one
