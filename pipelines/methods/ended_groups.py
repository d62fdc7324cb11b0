"""Which disjoint groups of persons the incidences by cause sum, and how they hang together.

Of each competition everybody has had one cause between two of its times, or none by the last. Whoever died
did so without a next line or after one; whoever has a next line has died since, or lives; who died on
treatment died without a next line, and who changed has one. That holds as far as registers are known to the
same day: where deaths are known longer than next lines, some died who are lost to these, or came too late;
and what is not so of a cause is not assumed of it (`result.event_outside`). Nobody who has had a cause loses
it: at a later cut there are as many of each group of causes, or more. Nor is anybody followed less far: as
many are known of beyond every time, or more.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from pipelines.methods.competitions import COMPETITIONS
from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.editions_told import relate_editions
from pipelines.methods.ended_told import (
    ANY_CAUSE,
    CAUSES,
    FOLLOWED,
    OUTSIDE,
    SURVIVAL,
    Number,
    Numbers,
    above,
    numbers_published,
    spans_of,
    times_of,
)
from pipelines.methods.next_treatment_terms import NEW_LINE

if TYPE_CHECKING:
    from pipelines.methods.withholding import Knowledge

NEXT_LINE, DIED_WITHOUT = "next_line", "death_before_next_line"
AFTER, LIVING = "died after a next line", "living after a next line"
UNSEEN, LATE = "died when next lines were not known", "came when next lines were not known"
NEXT = COMPETITIONS["next_treatment"].any_cause
WITHIN = (("death_on_treatment", DIED_WITHOUT), ("treatment_changed", NEXT_LINE))
"""Measures of which those of the first are among those of the other."""
NONE_SO_FAR, LOST = "none so far", "lost"
"""Those without any cause by the last time, who are followed beyond it; and those not followed so far."""
NOW = ("now",)
ANY_CAUSE_OF = {
    cause: competition.any_cause
    for competition in COMPETITIONS.values()
    for cause in competition.causes.values()
}
"""The measure of any cause beside that of each."""
CAUSE_OF = {any_cause: cause for cause, any_cause in ANY_CAUSE_OF.items()}
"""One of the causes beside each measure of any."""


class Group(NamedTuple):
    """Persons of an edition with a cause after the time before this one and up to it; or those left over, by
    this time. Of two editions: those of whom the later one says so, and the earlier one not yet."""

    edition: Hashable
    what: str
    time_days: int | None


@dataclass(frozen=True)
class Ended:
    """What one edition tells of one agreement; `variants` are those of the measures of each cause, `grid` the
    times of any cause that part its groups, as they part those of the editions beside it."""

    edition: Hashable
    data_cut: date
    numbers: Numbers
    variants: Mapping[str, str]
    grid: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def times(self, measure: str) -> list[int]:
        """The agreed times of a measure, told or not, in order: of any cause those of its causes."""
        named = CAUSE_OF.get(measure, measure)
        return sorted(times_of(self.numbers, named, self.variants[named]))

    def numbered(self, measure: str) -> list[int]:
        """The times by which a measure is numbered, agreed ones and others."""
        return sorted(times_of(self.numbers, measure, self.variants[measure]))

    def by(self, cause: str, time: float, since: int = 0, edition: Hashable = None) -> list[Group]:
        """Those with a cause by a time, since another."""
        of = self.edition if edition is None else edition
        grid = self._grid(ANY_CAUSE_OF[cause])
        return [Group(of, cause, one) for one in grid if since < one <= time]

    def _grid(self, any_cause: str) -> Sequence[int]:
        return self.grid.get(any_cause) or self.times(any_cause)

    def everybody(self, any_cause: str, since: int = 0) -> list[Group]:
        """All who had no cause by a time, followed so far or not."""
        return [*self.beyond(any_cause, since), *self._lost(any_cause, 0, since)]

    def beyond(self, any_cause: str, since: int = 0) -> list[Group]:
        """Those who are followed beyond a time, and had no cause by it."""
        causes = [cause for cause, one in ANY_CAUSE_OF.items() if one == any_cause]
        later = [one for cause in causes for one in self.by(cause, inf, since)]
        none_so_far = Group(self.edition, f"{NONE_SO_FAR}/{any_cause}", None)
        return [*later, *self._lost(any_cause, since, inf), none_so_far]

    def _lost(self, any_cause: str, since: float, time: float) -> list[Group]:
        grid = self._grid(any_cause)
        return [Group(self.edition, f"{LOST}/{any_cause}", one) for one in grid if since < one <= time]

    def persons(self, measure: str, time: int, since: int = 0) -> list[Group]:
        """Those who have died by a time, or ended treatment by any cause, of these since another too."""
        if measure == SURVIVAL[0]:
            return [*self.by(DIED_WITHOUT, time), *self._of(AFTER, time), *self._unseen(time)]
        causes = (cause for cause, of in ANY_CAUSE_OF.items() if of == measure)
        return [one for cause in causes for one in self.by(cause, time, since)]

    def is_outside(self, measure: str) -> bool:
        """Whether the time to a next treatment does not see some of those with the event of a measure."""
        return Number(OUTSIDE[measure], self.variants[measure], None) in self.numbers

    def _unseen(self, time: int) -> list[Group]:
        return self._of(UNSEEN, time) if self.is_outside(SURVIVAL[0]) else []

    def _of(self, what: str, time: int | None) -> list[Group]:
        return [Group(self.edition, what, time)]

    def told_with(
        self, any_cause: str, times: Collection[int] | None = None
    ) -> Iterator[tuple[int, list[Group], int | None]]:
        """Groups that are nobody or five at least where incidences are told at a time, and how many exactly:
        with a cause since the time told before, and without any."""
        causes = [cause for cause, one in ANY_CAUSE_OF.items() if one == any_cause]
        told = self._told_times(causes[0]) if times is None else sorted(times)
        for time in told:
            n_ended = [self.exactly(cause, time) for cause in causes]
            n = self.exactly(causes[0], None)
            rest = None if n is None or None in n_ended else n - sum(n_ended)
            yield time, self.everybody(any_cause, time), rest
        for since, time in pairwise(told):
            for cause in causes:
                n = above(self.exactly(cause, time), self.exactly(cause, since))
                yield time, self.by(cause, time, since), n

    def _told_times(self, cause: str) -> list[int]:
        numbers = (
            (time, self.numbers[Number(cause, self.variants[cause], time)]) for time in self.times(cause)
        )
        return [time for time, told in numbers if told.at_most is not None]

    def exactly(self, measure: str, time: int | None) -> int | None:
        """How many there are, if it is known; nobody at the start. Of any cause, those of its causes."""
        if time == 0:
            return 0
        told = self.numbers.get(Number(measure, self.variants[measure], time))
        if told is not None or measure not in CAUSE_OF:
            return None if told is None else told.n
        if time is None:
            return self.exactly(CAUSE_OF[measure], None)
        by_cause = [self.exactly(cause, time) for cause, of in ANY_CAUSE_OF.items() if of == measure]
        return None if None in by_cause else sum(by_cause)

    def know(self, knowledge: "Knowledge", knows_causes: bool) -> None:
        """Write into `knowledge` what the edition tells; of causes only where these are not to be judged."""
        for competition in COMPETITIONS.values():
            causes, any_cause = list(competition.causes.values()), competition.any_cause
            everybody = self.everybody(any_cause)
            if knows_causes:
                for cause in causes:
                    for time in self.times(cause):
                        self._tell(knowledge, cause, time, self.by(cause, time))
                for _, groups, n in self.told_with(any_cause):
                    if n:
                        knowledge.is_at_least(groups, THRESHOLD)
            for measure in (*causes, any_cause):
                self._tell(knowledge, measure, None, everybody)
            for since, time in spans_of(self.times(any_cause)):
                self._tell(knowledge, any_cause, time, self.persons(any_cause, time, since), since)
            for time in set(self.numbered(any_cause)) - set(self.times(any_cause)):
                self._tell(knowledge, any_cause, time, self.persons(any_cause, time))
            for time in self.numbered(FOLLOWED[any_cause]):
                self._tell(knowledge, FOLLOWED[any_cause], time, self.beyond(any_cause, time))
        late = self._of(LATE, None)
        if self.is_outside(SURVIVAL[0]):
            self._tell(knowledge, SURVIVAL[0], None, [*self.everybody(NEXT), *late])
        for time in self.times(NEXT_LINE):
            after_or_living = [*self._of(AFTER, time), *self._of(LIVING, time)]
            knowledge.assume_equal(after_or_living, self.by(NEXT_LINE, time))
            if unseen := self._unseen(time):
                knowledge.assume_growth(unseen, [*self._lost(NEXT, 0, time), *late])
            self._tell(knowledge, SURVIVAL[0], time, self.persons(SURVIVAL[0], time))
        for inner, outer in self._within():
            for time in self.times(inner):
                knowledge.assume_equal(
                    [*self.by(inner, time), *self._left_over(inner, time)], self.by(outer, time)
                )

    def _within(self) -> list[tuple[str, str]]:
        return [(inner, outer) for inner, outer in WITHIN if not self.is_outside(inner)]

    def _tell(
        self, knowledge: "Knowledge", measure: str, time: int | None, groups: list[Group], since: int = 0
    ) -> None:
        told = self.numbers.get(Number(measure, self.variants[measure], time, since))
        if told is not None:
            knowledge.is_between(groups, told.at_least or 0, inf if told.at_most is None else told.at_most)

    def _left_over(self, inner: str, time: int) -> list[Group]:
        return self._of(f"not {inner}", time)

    def small(self) -> Iterator[list[Group]]:
        """What may be small: with a cause by a time or between two, without any, and those left over."""
        for competition in COMPETITIONS.values():
            for time in self.times(competition.any_cause):
                n, n_ended = (self.exactly(competition.any_cause, one) for one in (None, time))
                if _may_be_small(n, n_ended):
                    yield self.everybody(competition.any_cause, time)
            for cause in competition.causes.values():
                for since, time in spans_of(self.times(cause)):
                    if _may_be_small(self.exactly(cause, time), self.exactly(cause, since)):
                        yield self.by(cause, time, since)
        for time in self.times(NEXT_LINE):
            died, without = self.exactly(SURVIVAL[0], time), self.exactly(DIED_WITHOUT, time)
            unseen = self._unseen(time)
            if _may_be_small(died, without):
                yield [*self._of(AFTER, time), *unseen]
            after = None if unseen else above(died, without)
            if _may_be_small(self.exactly(NEXT_LINE, time), after):
                yield self._of(LIVING, time)
            if unseen:
                yield from (self._of(AFTER, time), unseen)
        for inner, outer in self._within():
            for time in self.times(inner):
                if _may_be_small(self.exactly(outer, time), self.exactly(inner, time)):
                    yield self._left_over(inner, time)

    def relate_to_later(self, knowledge: "Knowledge", later: "Ended") -> Iterator[list[Group]]:
        """What holds from this edition to a later one; returns what may be small of those added."""
        both = self.edition, later.edition
        for competition in COMPETITIONS.values():
            causes = competition.causes.values()
            for cause in causes:
                for group in self.by(cause, inf):
                    added, now = group._replace(edition=both), group._replace(edition=later.edition)
                    knowledge.assume_equal([group, added], [now])
                for since, time in spans_of(self.times(cause)):
                    n_now, n_then = (
                        above(one.exactly(cause, time), one.exactly(cause, since)) for one in (later, self)
                    )
                    if _may_be_small(n_now, n_then):
                        yield self.by(cause, time, since, both)
            for since, time in spans_of(self.times(competition.any_cause)):
                n_now, n_then = (
                    above(one.exactly(competition.any_cause, time), one.exactly(competition.any_cause, since))
                    for one in (later, self)
                )
                if _may_be_small(n_now, n_then):
                    yield [one for cause in causes for one in self.by(cause, time, since, both)]
            for time in (0, *self._grid(competition.any_cause)):
                then, now = (one.beyond(competition.any_cause, time) for one in (self, later))
                knowledge.assume_growth(then, now)
        for time in self.times(NEXT_LINE):
            knowledge.assume_growth(self._of(AFTER, time), later._of(AFTER, time))
            if self._unseen(time):
                # Then it may be seen later without a next line; it stays a death.
                knowledge.assume_growth(self.persons(SURVIVAL[0], time), later.persons(SURVIVAL[0], time))


def _may_be_small(n: int | None, less: int | None) -> bool:
    more = above(n, less)
    return more is None or is_sensitive(more)


def variants_of(primary_rule: str | None) -> dict[str, str | None]:
    """The variants of measures that are judged: the agreement's primary rule of treatment end, and so on."""
    ended = COMPETITIONS["end_of_treatment"]
    return (
        dict.fromkeys((*CAUSES, *ANY_CAUSE, *FOLLOWED.values()), NEW_LINE)
        | dict.fromkeys((ended.any_cause, FOLLOWED[ended.any_cause], *ended.causes.values()), primary_rule)
        | {SURVIVAL[0]: SURVIVAL[1]}
    )


def editions_before(published: pl.DataFrame, variants: Mapping[str, str]) -> list[Ended]:
    """What editions of `reference.published_answer` told of one agreement."""
    return [
        Ended(edition, edition[1], of_edition, variants)
        for edition, of_edition in numbers_published(published)
    ]


def on_one_grid(now: Ended, before: Sequence[Ended]) -> tuple[Ended, list[Ended]]:
    """The same editions, their groups parted by the times of all of them."""
    editions = now, *before
    grid = {
        any_cause: sorted(
            {time for one in editions for time in (*one.times(any_cause), *one.numbered(any_cause))}
        )
        for any_cause in CAUSE_OF
    }
    now, *before = (replace(edition, grid=grid) for edition in editions)
    return now, before


def known(now: Ended, before: Sequence[Ended]) -> tuple["Knowledge", list[list[Group]]]:
    """What a reader knows without the incidences of now, and what may be small."""
    from pipelines.methods.withholding import Knowledge

    knowledge, hidden = Knowledge(), []
    for edition in (*before, now):
        edition.know(knowledge, knows_causes=edition is not now)
        hidden += edition.small()
    relate_editions(
        now, before, lambda earlier, later: hidden.extend(earlier.relate_to_later(knowledge, later))
    )
    return knowledge, hidden
