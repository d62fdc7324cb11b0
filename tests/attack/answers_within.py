"""How the persons asked one question lie within those asked another, as is documented, and from cut to cut.

Whoever was asked is in the cohort, whoever is followed to a later day is followed to an earlier one, whoever
died by a time has died by every later one, complete remission is a response. From cut to cut nobody's answer
is taken back. So it is in every verdict, and of those inside in every level of a subgroup.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tests.attack.answers_study import COMPLICATIONS, RESPONSES, Plan
from tests.attack.flow import COHORTS, persons, verdict_of
from tests.attack.levels import INSIDE, know_whole, levels_of
from tests.attack.puzzle import Puzzle
from tests.attack.questions import (
    ALWAYS,
    COURSE_RULES,
    NEXT_TREATMENT,
    NO,
    PRIMARY_RULE,
    WHOLE,
    YES,
    Question,
)
from tests.attack.study import DELAY_DAYS

TIMES_DAYS = (30, 183, 365, 730, ALWAYS)
NET_TIMES_DAYS = (365, 730)
DEATHS = tuple(("died", time) for time in TIMES_DAYS)
KNOWN_DEATHS = tuple(("died and known", time) for time in NET_TIMES_DAYS)
COSTS = (("cost", "drug"), ("cost", "hospital"))
DOSES = (("dose", "relative_dose_intensity"), ("dose", "dose_given_of_ordered"))
ILL = tuple(("complication", name) for name in COMPLICATIONS)
RESPONDED = tuple(("response", name) for name in RESPONSES)
UNKNOWN = tuple(("response unknown", name) for name in RESPONSES)
AMONG = tuple(("transplant", f"among_{name}") for name in RESPONSES)
TRANSPLANTED = ("transplant", "among_treated")
COURSES = tuple(("course", rule) for rule in COURSE_RULES)
CYCLES = ("course", "cycles")
QUESTIONS = (*DEATHS, *KNOWN_DEATHS, *COSTS, *DOSES, *ILL, *RESPONDED, *UNKNOWN, TRANSPLANTED, *AMONG)


def know_structure(
    puzzle: Puzzle, cut: object, plan: Plan, subgroups: Sequence[str], has_courses: bool = False
) -> None:
    """What the documentation says of the questions, in every part of every group."""
    questions = questions_asked(has_courses)
    for question in questions:
        _know_within_groups(puzzle, cut, question)
    know_whole(puzzle, cut, questions, subgroups)
    for larger, smaller in asked_of_fewer(plan):
        if not {larger, smaller} <= set(questions):
            continue
        for part in _parts(cut, subgroups):
            is_same = larger in _asked_of_the_same(smaller, plan)
            puzzle.know(_of(part, larger), 0, 0 if is_same else float("inf"), _of(part, smaller))
    for part in _parts(cut, subgroups):
        for earlier, later in (*pairwise(DEATHS), *pairwise(KNOWN_DEATHS)):
            puzzle.know(_of(part, later, YES), 0, taken=_of(part, earlier, YES))
        for known, died in ((known, ("died", known[1])) for known in KNOWN_DEATHS):
            for answer in (YES, NO):
                puzzle.know(_of(part, died, answer), 0, taken=_of(part, known, answer))
        _know_responses(puzzle, part, plan)
        if has_courses:
            _know_courses(puzzle, part)


def questions_asked(has_courses: bool) -> tuple[Question, ...]:
    """Of all studies, and of those of which courses of treatment are told."""
    return (*QUESTIONS, *COURSES, CYCLES, NEXT_TREATMENT) if has_courses else QUESTIONS


def _know_within_groups(puzzle: Puzzle, cut: object, question: Question) -> None:
    """Whoever is asked is in the group."""
    for verdict in COHORTS["all_treated"]:
        treated = persons(cut, keep=lambda one, verdict=verdict: verdict_of(one) == verdict)
        puzzle.know(treated, 0, taken=_of((cut, verdict, WHOLE), question))


def _know_responses(puzzle: Puzzle, part: tuple, plan: Plan) -> None:
    remission, response = RESPONDED
    if plan.windows[remission[1]] <= plan.windows[response[1]]:
        # In remission in time: a response in time too, unless that is not due yet.
        puzzle.know(
            [*_of(part, response, YES), *_of(part, remission)],
            0,
            taken=[*_of(part, remission, YES), *_of(part, response)],
        )
    for unknown, responded in zip(UNKNOWN, RESPONDED, strict=True):
        puzzle.is_exactly(_of(part, unknown), 0, _of(part, responded))
        if plan.are_reports_complete:
            puzzle.is_exactly(_of(part, unknown, YES), 0)
        else:
            puzzle.is_exactly(_of(part, unknown, YES), 0, _of(part, responded, NO))
    for among, responded in zip(AMONG, RESPONDED, strict=True):
        puzzle.know(_of(part, responded, YES), 0, taken=_of(part, among))
        puzzle.know(_of(part, TRANSPLANTED), 0, taken=_of(part, among))
        puzzle.know(_of(part, TRANSPLANTED, YES), 0, taken=_of(part, among, YES))
    if plan.windows[remission[1]] == plan.windows[response[1]]:
        puzzle.know(_of(part, AMONG[1]), 0, taken=_of(part, AMONG[0]))
        puzzle.know(_of(part, AMONG[1], YES), 0, taken=_of(part, AMONG[0], YES))


def _know_courses(puzzle: Puzzle, part: tuple) -> None:
    """Ended by a rule that permits a longer gap: by one that permits less, too."""
    for shorter, longer in pairwise(COURSES):
        puzzle.know(_of(part, shorter, YES), 0, taken=_of(part, longer, YES))
    for answer in (YES, NO):
        puzzle.know(_of(part, ("course", PRIMARY_RULE), answer), 0, taken=_of(part, CYCLES, answer))


def _asked_of_the_same(question: Question, plan: Plan) -> tuple[Question, ...]:
    """Questions asked of the very same persons."""
    if question[0] == "died":
        return DEATHS
    if question[0] == "died and known":
        return KNOWN_DEATHS
    if question[0] == "response" and len({plan.windows[name] for name in RESPONSES}) == 1:
        return RESPONDED
    if question[0] == "cost":
        same = [cost for cost in COSTS if _cost_delay(cost, plan) == _cost_delay(question, plan)]
        return (*same, *(DEATHS if _cost_delay(question, plan) == DELAY_DAYS else ()))
    return ()


def _cost_delay(cost: Question, plan: Plan) -> int:
    """Whoever started so many days before the cut, and none later, is followed for the cost."""
    delay = plan.drug_delay_days if cost == COSTS[0] else plan.contact_delay_days
    return max(delay, DELAY_DAYS)


def asked_of_fewer(plan: Plan) -> Iterator[tuple[Question, Question]]:
    """Pairs of questions, the second asked of nobody whom the first is not asked of."""
    yield from pairwise(DEATHS)
    yield DEATHS[0], KNOWN_DEATHS[0]
    yield from pairwise(KNOWN_DEATHS)
    for cost in COSTS:
        yield DEATHS[0], cost
    for one, other in (COSTS, COSTS[::-1]):
        if _cost_delay(one, plan) <= _cost_delay(other, plan):
            yield one, other
    for ill in ILL:
        yield COSTS[1], ill
    first, last = sorted(RESPONDED, key=lambda response: plan.windows[response[1]])
    yield first, last
    yield DEATHS[0], COURSES[0]
    yield COSTS[0], COURSES[0]
    yield from pairwise(COURSES)
    yield DEATHS[0], NEXT_TREATMENT
    yield ("course", PRIMARY_RULE), CYCLES
    for response in RESPONDED:
        until_response = plan.report_delay_days + plan.windows[response[1]]
        until_transplant = plan.contact_delay_days + plan.windows["transplant"]
        if until_response <= until_transplant and plan.windows[response[1]] <= plan.windows["transplant"]:
            yield response, TRANSPLANTED


def know_growth(
    puzzle: Puzzle, before: object, after: object, subgroups: Sequence[str], has_courses: bool = False
) -> None:
    """Whoever was asked is asked, and whoever said yes says yes; of responses no is no, too."""
    for question in questions_asked(has_courses):
        if question[0] == "dose":
            continue
        is_final = question[0] in ("response", "transplant")
        for earlier, later in zip(*(_parts(cut, subgroups) for cut in (before, after)), strict=True):
            puzzle.know(_of(later, question), 0, taken=_of(earlier, question))
            puzzle.know(_of(later, question, YES), 0, taken=_of(earlier, question, YES))
            if is_final:
                puzzle.know(_of(later, question, NO), 0, taken=_of(earlier, question, NO))


def _parts(cut: object, subgroups: Sequence[str]) -> list[tuple]:
    """Each verdict; of those inside, where they are divided, each level."""
    inside = list(levels_of(subgroups)) or [WHOLE]
    return [
        (cut, verdict, level)
        for verdict in COHORTS["all_treated"]
        for level in (inside if verdict == INSIDE else [WHOLE])
    ]


def _of(part: tuple, question: Question, *answers: str) -> list:
    cut, verdict, level = part
    of_level = () if level == WHOLE else level
    return [(cut, question, verdict, answer, *of_level) for answer in answers or (YES, NO)]
