"""What a reader of all editions knows of the numbers beside estimates of one agreement.

Whoever was asked is asked at every later cut, whoever answered yes has done so, and of responses no stays no
(`question_relations`); so each number that an edition tells bounds those of the others (`differences`). With
the levels of a subgroup these are cohorts too (`levels_within`), so what they tell bounds what the whole is
asked beside, and what is told of the whole bounds what each level is asked, although nothing is told of that.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import inf
from typing import Any, NamedTuple

import numpy as np

from pipelines.methods.answers_told import ASKED, COST, NO, TREATED, YES, Limit, question_of
from pipelines.methods.cohort_rings import RINGS, SUMS, WITHIN
from pipelines.methods.course_questions import COURSE, under_primary
from pipelines.methods.differences import Differences
from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.editions_told import relate_editions
from pipelines.methods.levels_within import ANSWERS, Levels, cohort_of, sums_of, sums_of_answers
from pipelines.methods.patient_flow import COUNTED_COHORT, MORE_THAN_FEW_COME
from pipelines.methods.question_relations import (
    COHORTS,
    WIDER,
    Exactly,
    Number,
    Wider,
    differences,
    growing,
    kind_of,
    nested_numbers,
    ordered_numbers,
)

Row = Mapping[str, Any]
FEW = THRESHOLD - 1
NOBODY = 0


@dataclass(frozen=True)
class Told:
    """One edition of an agreement: limits and exact number by cohort, question and answer."""

    build_id: str
    data_cut: date
    numbers: Mapping[Number, tuple[float, float, int | None]]

    def exactly(self, name: Number) -> int | None:
        """The exact number, if it is known."""
        return self.numbers.get(name, (0, inf, None))[-1]

    def above(self, number: Number, less: Number | None) -> int | None:
        """How many more persons one number is than another, exactly, if it is known."""
        n, n_less = self.exactly(number), 0 if less is None else self.exactly(less)
        return None if n is None or n_less is None else n - n_less

    @property
    def has_exact(self) -> bool:
        """Whether exact numbers are known: then what has none is no count."""
        return any(n is not None for _, _, n in self.numbers.values())


class Scope(NamedTuple):
    """Questions that cohorts are asked, which of these lie within each other, and whose counts are judged."""

    questions: Collection[str]
    cohorts: Sequence[str]
    wider: Sequence[Wider]
    judged: Sequence[str]

    @property
    def wider_judged(self) -> Sequence[Wider]:
        """Cohorts of which also those in the wider one only are judged."""
        return [pair for pair in self.wider if set(pair) <= set(self.judged)]


class AnswerSeries:
    """What a reader of all editions knows of one agreement, the last of them being that of now.

    Of now the numbers treated are known, until rows join. With levels (`within`) these are cohorts, too.
    `primary` is the agreement's primary rule of treatment end. Who is in the larger of two cohorts only is a
    cohort too (`cohort_rings`).
    """

    def __init__(
        self,
        editions: Sequence[Told],
        within: Levels | None = None,
        primary: str | None = None,
        like: "AnswerSeries | None" = None,
    ) -> None:
        """A series `like` another has the same numbers, of which more is told, and no row that has joined."""
        self._primary = primary
        self._editions = editions
        self._now = editions[-1]
        told: Sequence[Mapping] = [{}] * len(editions)
        if like is None:
            self._place: dict[tuple, int] = {}
            self.known = self._related(editions, within)
        else:
            self._place, self._hidden, self._of_levels = like._place, like._hidden, like._of_levels
            self.known = like.known.copy()
            told = [edition.numbers for edition in like._editions]
        for edition, before in zip(editions, told, strict=True):
            for name, limits in edition.numbers.items():
                if before.get(name) != limits and (edition is not self._now or name[1] == TREATED):
                    self._tell(self.known, edition, name, *limits[:2])
        self.known.settle()
        self._small = self._hidden
        self._forget_what_is_given_away()
        self._before = self.known
        self.others: Sequence[AnswerSeries] = ()
        self.said: list[tuple[Row, Limit]] = []

    def _related(self, editions: Sequence[Told], within: Levels | None) -> Differences:
        """How the numbers hang together, whatever is told of them; and which have to be hidden."""
        *before, now = editions
        whole = (*COHORTS, *RINGS)
        questions = _questions(editions, whole)
        scopes = [Scope(questions, whole, (*WIDER, *WITHIN), whole)]
        sums: list[tuple] = list(sums_of(SUMS, questions, (ASKED, YES)))
        # Of some it is told, by what is withheld, that few gave the other answer.
        of_few = {question for question in questions if kind_of(question) in (COST, COURSE)}
        sums += [*sums_of(SUMS, of_few, (NO,)), *sums_of_answers(whole, of_few)]
        if within is not None:
            of_levels = _questions(editions, within.cohorts)
            scopes.append(Scope(of_levels, within.cohorts, within.wider, within.parts))
            sums += sums_of(within.sums, of_levels, ANSWERS)
            sums += sums_of_answers((*within.cohorts, COUNTED_COHORT), of_levels)

        def exactly_of(edition: Told) -> Exactly:
            """Which question is asked of fewer is known of each edition; of now's where it is gone."""
            return (edition if edition.has_exact else now).exactly

        ordered = [
            (self._of(edition, greater), self._of(edition, lesser))
            for edition, scope in product(editions, scopes)
            for greater, lesser in ordered_numbers(scope.questions, exactly_of(edition), *scope[1:3])
            if _holds(edition.exactly(lesser), edition.exactly(greater))
        ]
        nested = [
            tuple(self._of(edition, number) for number in four)
            for edition in editions
            for fours in (
                *(nested_numbers(scope.questions, exactly_of(edition), *scope[1:3]) for scope in scopes),
                sums,
            )
            for four in fours
            if _holds(edition.above(*four[:2]), edition.above(*four[2:]))
        ]
        pairs: list[tuple[Told, Told]] = []
        relate_editions(now, before, lambda earlier, later: pairs.append((earlier, later)))
        grown = [one for scope in scopes for one in growing(*scope[:3])]
        for (earlier, later), (number, less) in product(pairs, grown):
            # Persons are corrected.
            if not _holds(earlier.above(number, less), later.above(number, less)):
                continue
            if less is None:
                ordered.append((self._of(later, number), self._of(earlier, number)))
            else:
                four = product((earlier, later), (number, less))
                nested.append(tuple(self._of(edition, one) for edition, one in four))
        ordered += [(place, NOBODY) for place in self._place.values()]
        small, (of_whole, *of_levels) = (
            [
                self._places_of((edition, *pair) for edition in editions for pair in found(edition, scope))
                for scope in scopes
            ]
            for found in (_small, _next_to_come)
        )
        self._hidden = np.hstack([*small, of_whole])
        self._of_levels = np.hstack([self._places_of(()), *of_levels])
        return Differences(len(self._place) + 1, ordered, nested)

    def is_with(self, others: Sequence["AnswerSeries"]) -> bool:
        """What these know of the counted cohort, by what earlier editions told of other levels, is known
        here; and what rows say there that join is heard, too. Returns whether anything of it is news."""
        self.others = others
        is_news = self._hear(self.known, [(one, one.known) for one in others])
        self._forget_what_is_given_away()
        return is_news

    def turn_to_levels(self) -> None:
        """From now on rows of levels join, of which is hidden, too, that nobody of them is missing."""
        self._small = np.hstack([self._small, self._of_levels])
        self._forget_what_is_given_away()

    def forget(self) -> None:
        """No row has joined."""
        self.known, self.said = self._before, []

    def beside(self, told: Iterable[tuple[Row, Limit]]) -> Differences | None:
        """What is known once rows say this, each of its own question; None where they may not."""
        trial = self.known.copy()
        for row, (answer, low, high) in told:
            self._tell(trial, self._now, (cohort_of(row), self.question_of(row), answer), low, high)
        trial.settle()
        return self._if_hidden(trial)

    def hearing(self, found: Sequence[tuple["AnswerSeries", Differences]]) -> Differences | None:
        """What is known once others know so much; None where they may not."""
        trial = self.known.copy()
        return self._if_hidden(trial) if self._hear(trial, found) else self.known

    def question_of(self, row: Row) -> str:
        """The question of a row; of a course under the primary rule, by the name of that."""
        return under_primary(str(question_of(row)), self._primary)

    def _places_of(self, pairs: Iterable[tuple[Told, Number, Number | None]]) -> np.ndarray:
        places = [(self._of(edition, larger), self._of(edition, less)) for edition, larger, less in pairs]
        return np.array(places, dtype=np.intp).reshape(-1, 2).T

    def _if_hidden(self, known: Differences) -> Differences | None:
        return known if known.may_be_few(*self._small, FEW).all() else None

    def _forget_what_is_given_away(self) -> None:
        self._small = self._small[:, self.known.may_be_few(*self._small, FEW)]

    def _hear(self, known: Differences, found: Iterable[tuple["AnswerSeries", Differences]]) -> bool:
        """Learn what others know of the counted cohort; whether that is news."""
        is_new = False
        for other, of_other in found:
            names = [name for name in self._place if name[2] == COUNTED_COHORT and name in other._place]
            here, there = (np.array([NOBODY, *(one._place[name] for name in names)]) for one in (self, other))
            is_new |= known.hear(here, of_other.most[np.ix_(there, there)])
        if is_new:
            known.settle()
        return is_new

    def _tell(self, known: Differences, edition: Told, name: Number, low: float, high: float) -> None:
        cohort, question, answer = name
        if answer == NO:
            asked, yes = ((cohort, question, one) for one in (ASKED, YES))
            known.know(self._of(edition, asked), self._of(edition, yes), low, high)
        else:
            known.know(self._of(edition, name), NOBODY, low, high)

    def _of(self, edition: Told, name: Number | None) -> int:
        if name is None:
            return NOBODY
        return self._place.setdefault((edition.build_id, edition.data_cut, *name), len(self._place) + 1)


def join(series: Sequence[AnswerSeries], told: Iterable[tuple[Row, Limit]]) -> bool:
    """Whether rows may say this beside what readers know, each of these another thing; then all know it, and
    the others that these are with."""
    said = list(told)
    found: dict[AnswerSeries, Differences] = {}
    for one in series:
        known = one.beside(said)
        if known is None:
            return False
        found[one] = known
    heard = list(found.items())
    for one in dict.fromkeys(other for joined in series for other in joined.others if other not in found):
        known = one.hearing(heard)
        if known is None:
            return False
        found[one] = known
    for one, known in found.items():
        one.known = known
    for one in series:
        one.said += said
    return True


def _questions(editions: Iterable[Told], cohorts: Collection[str]) -> set[str]:
    """What some of these cohorts are asked."""
    asked = {question for edition in editions for cohort, question, _ in edition.numbers if cohort in cohorts}
    return asked | {TREATED}


def _small(edition: Told, scope: Scope) -> Iterator[tuple[Number, Number | None]]:
    """Counts, each as one that is above another: small, or not known to be none or large."""
    for larger, less in differences(scope.questions, edition.exactly, scope.judged, scope.wider_judged):
        n = edition.above(larger, less)
        if not edition.has_exact if n is None else is_sensitive(n):
            yield larger, less
    # The sizes of whole cohorts are the patient flow's to hide.
    for cohort in (one for one in scope.judged if one not in (*COHORTS, *RINGS)):
        size = cohort, TREATED, ASKED
        if is_sensitive(edition.exactly(size) or 0):
            yield size, None


def _next_to_come(edition: Told, scope: Scope) -> Iterator[tuple[Number, Number | None]]:
    """Counts of nobody among those treated, who are so few that whoever comes next are few."""
    for larger, less in differences(scope.questions, edition.exactly, scope.judged, scope.wider_judged):
        n_treated = edition.exactly(larger) if larger[1] == TREATED else None
        is_of_few = n_treated is not None and n_treated < MORE_THAN_FEW_COME
        if is_of_few and edition.above(larger, less) == 0:
            yield larger, less


def _holds(less: int | None, more: int | None) -> bool:
    """Whether a reader may think that one number is no more than another: not if it is known to be more."""
    return less is None or more is None or less <= more
