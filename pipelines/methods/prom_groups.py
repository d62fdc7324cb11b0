"""Which disjoint groups the numbers on patient-reported outcomes sum, and how they hang together.

Everybody is due at the first times, then dead at some, then not followed so far: a course. The smallest
groups are those of one course; of them, at a time at which they are due, those who answered and those who did
not, by death soon after; and by scale those of each state at a later time, by what they were at the baseline.
Who answered is the same for every scale. Levels of a subgroup, with those of unknown level, add up to all.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from pipelines.methods.prom_terms import LATER_DEATH_DAYS

if TYPE_CHECKING:
    from pipelines.methods.withholding import Knowledge

DUE, DEAD, NOT_DUE = "due", "dead", "not_due"
SILENCES = ("no_answer", "unreachable", "not_invited")
SCORED, NOT_SCORED, SILENT = "scored", "not_scored", "silent"
STATES = (SCORED, NOT_SCORED, SILENT, DEAD, NOT_DUE)
"""What becomes of a person at a time, for one scale."""
SETTLED = STATES[:-1]
AT_FIRST = STATES[:3]
"""What somebody who is due at the first of the times can be then."""
OF_DUE = {DUE: AT_FIRST, DEAD: (DEAD,), NOT_DUE: (NOT_DUE,)}
"""The states for one scale of those who are due or not at a time."""
DIED, LIVED, UNKNOWN = "died", "lived", "unknown"
ANY_DEATH = ("any",)
"""Of levels of a subgroup nothing is told by later death."""

Level = tuple[str, str]
WHOLE: Level = ("all", "all")
REST = "of no level"
"""The level of those whose level is unknown."""


class Course(NamedTuple):
    """At how many times somebody is due, and at how many of the next ones dead."""

    n_due: int
    n_dead: int

    def at(self, place: int) -> str:
        """The state at a time, by its place among the times."""
        if place < self.n_due:
            return DUE
        return DEAD if place < self.n_due + self.n_dead else NOT_DUE


class Group(NamedTuple):
    """A group of persons that no number divides: of a level, and by its kind what else they share."""

    edition: Hashable
    level: Level
    kind: str
    details: tuple


@dataclass(frozen=True)
class PromGroups:
    """The groups behind the numbers of one agreement in one edition.

    `opens` are the times in order and the first day of their window, if it is known; `levels` those of each
    subgroup, without those of unknown level; `scales_of` the scales that are divided by level, by subgroup.
    """

    edition: Hashable
    data_cut: date
    opens: Mapping[int, int | None]
    scales: tuple[str, ...]
    levels: Mapping[str, tuple[str, ...]]
    scales_of: Mapping[str, tuple[str, ...]]

    def scales_at(self, level: Level) -> tuple[str, ...]:
        """The scales that tell those of a level apart."""
        return self.scales if level == WHOLE else self.scales_of.get(level[0], ())

    def of_courses(self, level: Level, *states: tuple[int, Sequence[str]]) -> list[Group]:
        """Those who are in one of the states at each of the times."""
        return [
            self._course(level, course)
            for course in self._courses
            if all(course.at(self._times.index(time)) in possible for time, possible in states)
        ]

    def of_answers(
        self,
        level: Level,
        time: int,
        answered: Sequence[bool],
        deaths: Sequence[str] = (),
        later: tuple[int, str] | None = None,
    ) -> list[Group]:
        """Those due at a time who answered or did not, by death soon after: one of `deaths`, or all.

        Only those who are due, dead or not due at a later time, if it is given.
        """
        return [
            group
            for course in self._courses
            if later is None or course.at(self._times.index(later[0])) == later[1]
            for group in self._answers(level, time, course)
            if group.details[2] in answered and (not deaths or group.details[3] in deaths)
        ]

    def of_silence(self, time: int, why: str) -> list[Group]:
        """Those of the whole who did not answer at a time for one reason."""
        return [Group(self.edition, WHOLE, "silence", (time, why))]

    def of_scale(
        self,
        level: Level,
        scale: str,
        time: int,
        states: Sequence[str],
        before: Sequence[str] = AT_FIRST,
    ) -> list[Group]:
        """Those in a state at a time who were due at the first of the times, by what they were then."""
        if time == self._times[0]:
            return [Group(self.edition, level, "scale", (scale, time, None, state)) for state in states]
        return [
            Group(self.edition, level, "scale", (scale, time, *of_both))
            for of_both in product(before, states)
        ]

    def relate(self, knowledge: "Knowledge") -> None:
        """How the groups of this edition hang together."""
        for level in self._all_levels:
            for time, course in product(self._times, self._courses):
                if course.at(self._times.index(time)) == DUE:
                    knowledge.is_exactly(self._answers(level, time, course), 0, [self._course(level, course)])
            for scale in self.scales_at(level):
                self._relate_scale(knowledge, level, scale)
        for time in self._times:
            why = [group for name in SILENCES for group in self.of_silence(time, name)]
            knowledge.is_exactly(why, 0, self.of_answers(WHOLE, time, [False]))
        for subgroup, levels in self.levels.items():
            of_levels = [(subgroup, level) for level in (*levels, REST)]
            for parts, whole in self._divided(of_levels):
                knowledge.is_exactly(parts, 0, whole)

    def relate_to_later(self, knowledge: "Knowledge", later: "PromGroups") -> None:
        """What became of somebody at a time stays so; only who was not due may become due."""
        for level in [level for level in self._all_levels if level in later._all_levels]:
            settled_later = dict(later._settled(level))
            for name, groups in self._settled(level):
                if name in settled_later:
                    knowledge.assume_growth(groups, settled_later[name])

    def _settled(self, level: Level) -> Iterator[tuple[tuple, list[Group]]]:
        """Groups that nobody leaves, by a name that is the same in every edition."""
        for place, time in enumerate(self._times):
            for n_due in range(place + 1):
                dead = [self._course(level, one) for one in self._courses if one.n_due == n_due
                        and one.at(place) == DEAD]  # fmt: skip
                yield ("dead", self._times[: place + 1], n_due), dead
            yield ("due", time), self.of_courses(level, (time, [DUE]))
            for answered in (True, False):
                yield ("answered", time, answered), self.of_answers(level, time, [answered])
                for death in (DIED, LIVED) if level == WHOLE else ():
                    yield ("soon", time, answered, death), self.of_answers(level, time, [answered], [death])
            for why in SILENCES if level == WHOLE else ():
                yield ("silence", time, why), self.of_silence(time, why)
            for scale in self.scales_at(level):
                states = SETTLED if place else SETTLED[:2]
                for state, before in product(states, AT_FIRST if place else (SCORED,)):
                    yield (
                        ("scale", scale, self._times[0], time, state, before),
                        self.of_scale(level, scale, time, [state], [before]),
                    )

    def _relate_scale(self, knowledge: "Knowledge", level: Level, scale: str) -> None:
        """Who answered, or not, at the first time and at another are the same persons for every scale."""
        first, *later = self._times
        answers = ((True, (SCORED, NOT_SCORED)), (False, (SILENT,)))

        def at(time: int, *states: str, before: Sequence[str] = AT_FIRST, of: str = scale) -> list[Group]:
            return self.of_scale(level, of, time, states, before)

        knowledge.is_exactly(at(first, SCORED, NOT_SCORED), 0, self.of_answers(level, first, [True]))
        knowledge.is_exactly(at(first, SILENT), 0, self.of_answers(level, first, [False]))
        for time in later:
            for state in AT_FIRST:
                knowledge.is_exactly(at(time, *STATES, before=[state]), 0, at(first, state))
            for (has_answered, before), (state, states) in product(answers, OF_DUE.items()):
                of_answers = self.of_answers(level, first, [has_answered], later=(time, state))
                knowledge.is_exactly(at(time, *states, before=before), 0, of_answers)
            for has_answered, states in answers:
                knowledge.is_exactly(at(time, *states), 0, self.of_answers(level, time, [has_answered]))
            if scale != self.scales_at(level)[0]:
                of_both = at(time, *answers[0][1], before=answers[0][1], of=self.scales_at(level)[0])
                knowledge.is_exactly(at(time, *answers[0][1], before=answers[0][1]), 0, of_both)
        for (time, next_time), before in product(pairwise(later), AT_FIRST):
            for states in ((DEAD, NOT_DUE), (NOT_DUE,)):
                knowledge.assume_growth(
                    at(time, *states, before=[before]), at(next_time, *states, before=[before])
                )

    def _divided(self, levels: Sequence[Level]) -> Iterator[tuple[list[Group], list[Group]]]:
        """Groups of all levels, and those of the whole that they add up to."""
        for course in self._courses:
            yield [self._course(level, course) for level in levels], [self._course(WHOLE, course)]
            for time in self._times:
                answered, of_levels = (
                    [group for one in some for group in self._answers(one, time, course) if group.details[2]]
                    for some in ([WHOLE], levels)
                )
                yield of_levels, answered
        for scale, (place, time) in product(self.scales_at(levels[0]), enumerate(self._times)):
            for state, before in product(STATES if place else STATES[:2], AT_FIRST if place else (SCORED,)):
                of_levels, of_whole = (
                    [group for one in some for group in self.of_scale(one, scale, time, [state], [before])]
                    for some in (levels, [WHOLE])
                )
                yield of_levels, of_whole

    def _course(self, level: Level, course: Course) -> Group:
        return Group(self.edition, level, "course", course)

    def _answers(self, level: Level, time: int, course: Course) -> list[Group]:
        """Those of a course by answer at a time and death soon after; nobody where they are not due."""
        if course.at(self._times.index(time)) != DUE:
            return []
        deaths = self._deaths(course, time) if level == WHOLE else ANY_DEATH
        return [
            Group(self.edition, level, "answer", (course, time, *of_both))
            for of_both in product((True, False), deaths)
        ]

    def _deaths(self, course: Course, time: int) -> list[str]:
        """Whether somebody due at a time can have died within half a year after its window opened."""
        possible = {DIED, LIVED, UNKNOWN}
        opened = self.opens[time]
        for place, (other, opens) in enumerate(self.opens.items()):
            if opened is None or opens is None or other <= time:
                continue
            n_days = opens - opened
            state = course.at(place)
            if state == DUE:
                # Alive on the first day of the window: not dead up to the day before.
                possible -= {UNKNOWN} if n_days >= LATER_DEATH_DAYS - 1 else set()
                possible -= {DIED} if n_days > LATER_DEATH_DAYS else set()
            if state == DEAD and n_days <= LATER_DEATH_DAYS + 1:
                possible &= {DIED}
        return [death for death in (DIED, LIVED, UNKNOWN) if death in possible]

    @cached_property
    def _times(self) -> tuple[int, ...]:
        return tuple(self.opens)

    @cached_property
    def _courses(self) -> list[Course]:
        n = len(self.opens)
        return [Course(n_due, n_dead) for n_due in range(n + 1) for n_dead in range(n - n_due + 1)]

    @cached_property
    def _all_levels(self) -> list[Level]:
        return [WHOLE, *((name, one) for name, levels in self.levels.items() for one in (*levels, REST))]
