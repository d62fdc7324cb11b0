"""How the persons asked one question, and their answers, lie within those of another: what is documented.

Whoever died by a time has died by every later one; those of known sex and age are some of all; costs are
known of persons who are followed, and complications of those whose hospital contacts are; a response in a
window is asked of those followed to its end; a complete remission is a response; a course that has ended
under a rule has under one that permits less. Which of two questions is asked of fewer follows from the days
that registers are complete to, which readers know: here from the numbers.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise, permutations, product
from math import inf

from pipelines.methods.answers_told import (
    ALWAYS,
    ASKED,
    COMPLICATION,
    COST,
    COSTS,
    DIED,
    DIED_AND_KNOWN,
    DOSE,
    NEXT_TREATMENT,
    RESPONSE,
    TRANSPLANT,
    TREATED,
    YES,
)
from pipelines.methods.course_questions import COURSE, is_within
from pipelines.methods.measure import ALL_COHORTS
from pipelines.methods.response_terms import AMONG, RESPONSES

COHORTS = ALL_COHORTS
"""Each lies in the next."""
WIDER = (*pairwise(COHORTS),)
HOSPITAL = f"{COST}/{COSTS[1]}"
"""The question of those whose hospital contacts are known."""
ASKED_OF_FEWER = (
    (DIED, DIED), (DIED, DIED_AND_KNOWN), (DIED_AND_KNOWN, DIED_AND_KNOWN),
    (DIED, COST), (COST, DIED), (COST, COST), (COST, COMPLICATION),
    (RESPONSE, RESPONSE), (RESPONSE, TRANSPLANT), (DIED, COURSE), (COST, COURSE),
    (DIED, NEXT_TREATMENT),
)  # fmt: skip
"""Kinds of questions of which the second can be known to be asked only of persons whom the first is asked."""

FINAL = (RESPONSE, TRANSPLANT)
"""Kinds of questions that are asked once their time is over: no stays no."""

Number = tuple[str, str, str]
"""A number of persons by cohort, question and answer."""
Wider = tuple[str, str]
"""A cohort, and one that it lies in."""
Exactly = Callable[[Number], int | None]
REMISSION, ANY_RESPONSE = (f"{RESPONSE}/{name}" for name in RESPONSES)


def kind_of(question: str) -> str:
    """What a question asks, whatever the time or the variant."""
    return question.partition("/")[0]


def ordered_numbers(
    questions: Collection[str],
    exactly: Exactly,
    cohorts: Sequence[str] = COHORTS,
    wider: Sequence[Wider] = WIDER,
) -> Iterator[tuple[Number, Number]]:
    """Pairs of numbers, the second of persons who are all among those of the first."""
    for question, cohort in product(sorted(questions), cohorts):
        yield (cohort, TREATED, ASKED), (cohort, question, ASKED)
        yield (cohort, question, ASKED), (cohort, question, YES)
    for question, answer, (inner, outer) in product(sorted(questions), (ASKED, YES), wider):
        yield (outer, question, answer), (inner, question, answer)
    for (one, answer), (other, of_other) in _ordered(questions, exactly):
        for cohort in cohorts:
            yield (cohort, one, answer), (cohort, other, of_other)


def nested_numbers(
    questions: Collection[str],
    exactly: Exactly,
    cohorts: Sequence[str] = COHORTS,
    wider: Sequence[Wider] = WIDER,
) -> Iterator[tuple[Number, Number, Number, Number]]:
    """Four numbers: those in the first and not in the second are in the third and not in the fourth."""
    for inner, outer in wider:
        for question in sorted(questions):
            asked, yes, treated = (question, ASKED), (question, YES), (TREATED, ASKED)
            for number, of in ((asked, treated), (yes, asked)):
                yield (outer, *number), (inner, *number), (outer, *of), (inner, *of)
    for larger, smaller in _ordered(questions, exactly):
        for inner, outer in wider:
            yield (inner, *larger), (inner, *smaller), (outer, *larger), (outer, *smaller)
    for one, other in permutations(sorted(questions), 2):
        is_known = kind_of(one) == DIED_AND_KNOWN and other == f"{DIED}/{one.partition('/')[2]}"
        is_of_cycles = kind_of(one) == kind_of(other) == COURSE and one.startswith(f"{other}/")
        is_remission = (one, other) == (REMISSION, ANY_RESPONSE) and _is_asked_of_fewer(one, other, exactly)
        for cohort in cohorts:
            asked, yes = ((cohort, one, answer) for answer in (ASKED, YES))
            asked_other, yes_other = ((cohort, other, answer) for answer in (ASKED, YES))
            if is_known or is_of_cycles:
                # Those of known sex and age who live are some of those who live; so of known cycles.
                yield asked, yes, asked_other, yes_other
            if is_remission:
                # A remission in time is a response, in time too unless that is not due yet.
                yield yes, yes_other, asked, asked_other


def differences(
    questions: Collection[str],
    exactly: Exactly,
    cohorts: Sequence[str] = COHORTS,
    wider: Sequence[Wider] = WIDER,
) -> Iterator[tuple[Number, Number | None]]:
    """Every group that is counted, or that two counts tell apart: those of one number, less another."""
    for question, cohort in product(sorted(set(questions) - {TREATED}), cohorts):
        asked, yes = (cohort, question, ASKED), (cohort, question, YES)
        yield from ((asked, None), (yes, None), (asked, yes))
        if not _is_of_responders(question):
            yield (cohort, TREATED, ASKED), asked
        if kind_of(question) == COMPLICATION:
            yield (cohort, HOSPITAL, ASKED), asked
    for (inner, outer), question in product(wider, sorted(set(questions) - {TREATED})):
        yield (outer, question, ASKED), (inner, question, ASKED)
    of_wholes = [cohort for cohort in cohorts if cohort in COHORTS]
    for (one, answer), (other, of_other) in _ordered(questions, exactly):
        if answer == of_other == ASKED and not _is_of_responders(other):
            yield from (((cohort, one, ASKED), (cohort, other, ASKED)) for cohort in of_wholes)


def growing(
    questions: Collection[str], cohorts: Sequence[str] = COHORTS, wider: Sequence[Wider] = WIDER
) -> Iterator[tuple[Number, Number | None]]:
    """Those of one number, less another, who are counted again at every later cut."""
    for question, answer in product(sorted(questions), (ASKED, YES)):
        if kind_of(question) != DOSE:
            yield from (((cohort, question, answer), None) for cohort in cohorts)
            yield from (((outer, question, answer), (inner, question, answer)) for inner, outer in wider)
        if kind_of(question) in FINAL and answer == YES:
            yield from (((cohort, question, ASKED), (cohort, question, YES)) for cohort in cohorts)


def _is_of_responders(question: str) -> bool:
    return question.startswith(f"{TRANSPLANT}/{AMONG}") and question != f"{TRANSPLANT}/{AMONG}treated"


def _ordered(
    questions: Collection[str], exactly: Exactly
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Pairs of answers of two questions, the second given by some who gave the first."""
    for one, other in permutations(sorted(questions), 2):
        kinds = kind_of(one), kind_of(other)
        of_contacts = kinds != (COST, COMPLICATION) or one == HOSPITAL
        if kinds in ASKED_OF_FEWER and of_contacts and _is_asked_of_fewer(one, other, exactly):
            yield (one, ASKED), (other, ASKED)
        if kinds[0] == kinds[1] and kinds[0] in (DIED, DIED_AND_KNOWN) and _time(one) > _time(other):
            yield (one, YES), (other, YES)
        if kinds == (DIED, DIED_AND_KNOWN) and _time(one) == _time(other):
            yield (one, YES), (other, YES)
        if kinds == (COURSE, COURSE) and is_within(other, one):
            yield from (((one, answer), (other, answer)) for answer in (ASKED, YES))
        if (one, other) == (ANY_RESPONSE, REMISSION) and _is_asked_of_the_same(one, other, exactly):
            yield (one, YES), (other, YES)
            among = [f"{TRANSPLANT}/{AMONG}{name}" for name in reversed(RESPONSES)]
            if set(among) <= set(questions):
                yield from (((among[0], answer), (among[1], answer)) for answer in (ASKED, YES))
        responders = f"{TRANSPLANT}/{AMONG}{one.partition('/')[2]}"
        if kinds[0] == RESPONSE and other == responders:
            yield (one, YES), (other, ASKED)
        if one == f"{TRANSPLANT}/{AMONG}treated" and kinds[1] == TRANSPLANT:
            yield from (((one, answer), (other, answer)) for answer in (ASKED, YES))


def _is_asked_of_fewer(one: str, other: str, exactly: Exactly) -> bool:
    """Whether no more are asked the other question, in every cohort whose numbers are known."""
    numbers = [(exactly((cohort, one, ASKED)), exactly((cohort, other, ASKED))) for cohort in COHORTS]
    return all(n is None or n_other is None or n >= n_other for n, n_other in numbers)


def _is_asked_of_the_same(one: str, other: str, exactly: Exactly) -> bool:
    return _is_asked_of_fewer(one, other, exactly) and _is_asked_of_fewer(other, one, exactly)


def _time(question: str) -> float:
    time = question.partition("/")[2]
    return inf if time == ALWAYS else float(time)
