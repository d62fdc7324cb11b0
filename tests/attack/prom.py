"""Patient-reported outcomes of the cohort inside: what became of everybody at one time after another.

Whoever is dead or not due at one time is so at every later one. The unknowns are the persons of each course
over the times; of each course with and without scores, scale by scale; by whether they died soon after a
time; and by level of a subgroup, of which no more is told than who answered, means and changes. Those of a
scale, of deaths or of a level are the same persons as the courses.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, product

from tests.attack.prom_study import FATES, SCALES, TIMES, WINDOWS
from tests.attack.puzzle import Puzzle

ANSWERED, SILENT, SCORED, UNSCORED, DEAD, NOT_DUE = (
    "answered", "silent", "scored", "unscored", "dead", "not_due",
)  # fmt: skip
DUE = (ANSWERED, SILENT)
STATE_OF = {SCORED: ANSWERED, UNSCORED: ANSWERED}
SILENCES = FATES[1:]
DEATHS = ("died", "lived", "unknown")
LATER_DAYS = 183
LEVELS = {"sex": ("female", "male", "unknown"), "region": ("3", "4", "7")}
BASELINE = ("with both", "without later", "gone later")
"""Who has a score at baseline: with a score at the later time, due without one, or not due."""
WHOLE = ("all", "all")
Course = tuple[str, ...]


def _courses(due: Sequence[str]) -> tuple[Course, ...]:
    """What can become of a person over the times: due for a while, then dead, then not due."""
    return tuple(
        (*begin, *[DEAD] * n_dead, *[NOT_DUE] * (len(TIMES) - n_due - n_dead))
        for n_due in range(len(TIMES) + 1)
        for begin in product(due, repeat=n_due)
        for n_dead in range(len(TIMES) - n_due + 1)
    )


COURSES, SCORED_COURSES = _courses(DUE), _courses((SCORED, UNSCORED, SILENT))
GROUPS = (WHOLE, *((subgroup, level) for subgroup, levels in LEVELS.items() for level in levels))


def at(cut: object, group: tuple[str, str], time: int, *states: str) -> list:
    """Those of a group who are in one of the states at a time."""
    place = TIMES.index(time)
    return [(cut, "course", *group, course) for course in COURSES if course[place] in states]


def scored(cut: object, group: tuple[str, str], scale: str, time: int) -> list:
    """Those of a group with a score on a scale at a time."""
    if group != WHOLE:
        return [(cut, "scored", *group, scale, time)]
    return _of_scale(cut, scale, lambda state_at: state_at[time] == SCORED)


def with_baseline(cut: object, group: tuple[str, str], scale: str, time: int, kind: str) -> list:
    """Those of a group with a score at baseline, by what there is at the later time."""
    if group != WHOLE:
        return [(cut, "both", *group, scale, time)] if kind == BASELINE[0] else []
    later = dict(zip(BASELINE, ((SCORED,), (UNSCORED, SILENT), (DEAD, NOT_DUE)), strict=True))[kind]
    return _of_scale(cut, scale, lambda state_at: state_at[0] == SCORED and state_at[time] in later)


def by_death(cut: object, time: int, states: Iterable[str], deaths: Iterable[str]) -> list:
    """Those due at a time, by whether they died soon after."""
    place = TIMES.index(time)
    return [
        (cut, "soon", time, course, death)
        for course in COURSES
        for death in deaths
        if course[place] in states and death in deaths_of(course, time)
    ]


def fate(cut: object, time: int, name: str) -> list:
    """Those who are silent at a time for one reason."""
    return [(cut, "fate", time, name)]


def know_structure(puzzle: Puzzle, cut: object) -> None:
    """The same persons, divided in several ways."""
    for scale, course in product(SCALES, COURSES):
        same = [one for one in SCORED_COURSES if tuple(STATE_OF.get(state, state) for state in one) == course]
        puzzle.is_exactly(
            [(cut, "of scale", scale, one) for one in same], 0, [(cut, "course", *WHOLE, course)]
        )
    for time, course in product(TIMES, COURSES):
        if course[TIMES.index(time)] in DUE:
            died = [(cut, "soon", time, course, death) for death in deaths_of(course, time)]
            puzzle.is_exactly(died, 0, [(cut, "course", *WHOLE, course)])
    for time in TIMES:
        fates = [one for name in SILENCES for one in fate(cut, time, name)]
        puzzle.is_exactly(fates, 0, at(cut, WHOLE, time, SILENT))
    for subgroup, levels in LEVELS.items():
        groups = [(subgroup, level) for level in levels]
        for parts, whole in _divided(cut, groups):
            puzzle.is_exactly(parts, 0, whole)
        for group, scale, time in product(groups, SCALES, TIMES):
            puzzle.know(at(cut, group, time, ANSWERED), 0, taken=scored(cut, group, scale, time))
            both = with_baseline(cut, group, scale, time, BASELINE[0]) if time else []
            for when in (0, time) if time else ():
                puzzle.know(scored(cut, group, scale, when), 0, taken=both)


def know_series(puzzle: Puzzle, cuts: Sequence[object]) -> None:
    """What became of somebody at a time stays so; only who was not due may become due."""
    for before, after in pairwise(cuts):
        for group, begin in product(GROUPS, _begun(COURSES)):
            _grows(puzzle, before, after, ("course", *group), COURSES, begin)
        for scale, begin in product(SCALES, _begun(SCORED_COURSES)):
            _grows(puzzle, before, after, ("of scale", scale), SCORED_COURSES, begin)
        for time, name in product(TIMES, SILENCES):
            puzzle.know(fate(after, time, name), 0, taken=fate(before, time, name))
        for time, state, death in product(TIMES, DUE, DEATHS[:2]):
            now, then = (by_death(cut, time, [state], [death]) for cut in (after, before))
            puzzle.know(now, 0, taken=then)
        for group, scale, time in product(GROUPS[1:], SCALES, TIMES):
            puzzle.know(scored(after, group, scale, time), 0, taken=scored(before, group, scale, time))
            now, then = (with_baseline(cut, group, scale, time, BASELINE[0]) for cut in (after, before))
            if time:
                puzzle.know(now, 0, taken=then)


def deaths_of(course: Course, time: int) -> tuple[str, ...]:
    """Whether somebody due at a time can have died within half a year after its window opened."""
    end = WINDOWS[time][0] + LATER_DAYS
    possible = set(DEATHS)
    for other, state in zip(TIMES, course, strict=True):
        opened = WINDOWS[other][0]
        if state in DUE and opened > end:
            possible.discard("died")
        if state in DUE and other > time and opened + 1 >= end:
            possible.discard("unknown")
        if state == DEAD and opened <= end + 1:
            possible &= {"died"}
    return tuple(death for death in DEATHS if death in possible)


def _divided(cut: object, groups: Sequence[tuple[str, str]]) -> Iterable[tuple[list, list]]:
    """Numbers of all levels, and of the whole that they add up to."""

    def both(of: Callable[[tuple[str, str]], list]) -> tuple[list, list]:
        return [one for group in groups for one in of(group)], of(WHOLE)

    for course in COURSES:
        yield both(lambda group, course=course: [(cut, "course", *group, course)])
    for scale, time in product(SCALES, TIMES):
        yield both(lambda group, where=(scale, time): scored(cut, group, *where))
        if time:
            yield both(lambda group, where=(scale, time, BASELINE[0]): with_baseline(cut, group, *where))


def _of_scale(cut: object, scale: str, keep: Callable[[dict[int, str]], bool]) -> list:
    return [
        (cut, "of scale", scale, course)
        for course in SCORED_COURSES
        if keep(dict(zip(TIMES, course, strict=True)))
    ]


def _begun(courses: Sequence[Course]) -> list[Course]:
    """How courses begin, up to where they are not due yet."""
    begun = (course[:n] for course in courses for n in range(1, len(TIMES) + 1))
    return [begin for begin in dict.fromkeys(begun) if NOT_DUE not in begin]


def _grows(
    puzzle: Puzzle, before: object, after: object, name: tuple, courses: Sequence[Course], begin: Course
) -> None:
    same = [course for course in courses if course[: len(begin)] == begin]
    puzzle.know(
        [(after, *name, course) for course in same], 0, taken=[(before, *name, course) for course in same]
    )
