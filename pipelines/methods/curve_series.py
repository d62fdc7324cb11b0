"""Whether a curve tells of few who had the event since another edition, beside all that editions drew of it.

Everybody had the event, or was not followed further, between two times, or is followed beyond the last: the
times of points that any edition tells, and agreed ones of which none may tell. Whoever has had the event has
had it at every later cut, and nobody is followed less far. What the points of several editions say of these
groups is taken together (`withholding`): how many events a rounded probability or a median can be of, and
counts. Together they may tell of few since a time, or between two, which no two points say alone.
"""

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.editions_told import relate_editions
from pipelines.methods.ended_drawn import Span, limits_drawn
from pipelines.methods.ended_told import above, spans_of
from pipelines.methods.few_added import at_least, at_most

if TYPE_CHECKING:
    from pipelines.methods.withholding import Knowledge

AGREED, GRID = 5.0, 1.0
"""What it costs to tell less at an agreed time, and at another."""
EVENT, LOST = "event", "lost"


class Group(NamedTuple):
    """Those with the event, or not followed further, after the point before this time and up to it. Of two
    editions: those of whom the later one says so, and the earlier one not yet."""

    edition: Hashable
    what: str
    time_days: float


class Told(NamedTuple):
    """What a point, or two, say of a number: by which time, of which groups, between what limits it lies."""

    time_days: float
    name: Hashable
    groups: list[Group]
    between: tuple[float, float]
    n: int


@dataclass(frozen=True)
class CurveGroups:
    """The groups behind a curve in one edition, parted by `times` in order, of which the last is endless."""

    edition: Hashable
    drawn: Drawn
    times: tuple[float, ...]

    @property
    def data_cut(self) -> date:
        """The cut of the edition."""
        return self.drawn.data_cut

    def events(self, time: float, since: float = -inf, edition: Hashable = None) -> list[Group]:
        """Those with the event by a time, since another."""
        of = edition or self.edition
        return [Group(of, EVENT, one) for one in self.times if since < one <= time]

    def beyond(self, time: float) -> list[Group]:
        """Those followed beyond a time."""
        return [Group(self.edition, what, one) for what in (EVENT, LOST) for one in self.times if one > time]

    def n_events(self, span: Span) -> int | None:
        """How many exactly had the event in a span, where it is known; nobody had at the start."""
        since, time = (0 if one == 0 else self.drawn.events.get(one) for one in span)
        return above(time, since)

    def events_within(self, time: float) -> tuple[float, float]:
        """How few and how many exactly had the event by a time: by those before and after where it is not
        known."""
        return (0, 0) if time == 0 else (at_least(self.drawn.events, time), at_most(self.drawn.events, time))

    def told(self, spans: Sequence[Span]) -> Iterator[Told]:
        """What the edition tells of events by its points and in these spans, and of those followed beyond."""
        points = {point.time_days: point for point in self.drawn.points}
        whole = [(0, time) for time in points if 0 < time < inf]
        for span, ((fewest, fewest_at), (most, most_at)) in limits_drawn(
            self.drawn, [*whole, *(one for one in spans if one[0] > 0)]
        ).items():
            n = self.n_events(span)
            groups = self.events(span[1], span[0] or -inf)
            if fewest == most:
                yield Told(fewest_at, (span, EVENT), groups, (fewest, most), int(fewest))
                continue
            for at, limits in ((fewest_at, (fewest, inf)), (most_at, (0, most))):
                if limits != (0, inf):
                    yield Told(at, (span, limits), groups, limits, int(fewest) if n is None else n)
        for time, point in points.items():
            if point.n_at_risk is not None and time < inf:
                n = point.n_at_risk
                yield Told(time, (time, LOST), self.beyond(time), (n, n), n)

    def relate_to_later(self, knowledge: "Knowledge", later: "CurveGroups") -> None:
        """Nobody's event is undone, and everybody is followed as far as before."""
        both = self.edition, later.edition
        for group in self.events(inf):
            added = group._replace(edition=both)
            knowledge.assume_equal([group, added], [group._replace(edition=later.edition)])
        for time in (-inf, *self.times[:-1]):
            knowledge.assume_growth(self.beyond(time), later.beyond(time))


def time_of_few_since(
    now: Drawn, own: Collection[float], before: Sequence[Drawn], asked: Collection[float]
) -> float | None:
    """The time of a point of a curve without which no few are told who had the event since another edition.

    Of the points of `now` its `own` may tell less, best those that are not `asked` for; medians leave as they
    are. Asked is of those since any edition up to a time, and between two. `now` is exact at the times of all
    points, its own and those `before`; where an edition before does not know a number, it may be small.
    """
    from pipelines.methods.withholding import Count, Knowledge, withheld

    drawn = [now, *(one for one in before if one.points)]
    times = tuple(sorted({point.time_days for one in drawn for point in one.points} - {0} | {*asked, inf}))
    of_now, *others = (CurveGroups((place, one.data_cut), one, times) for place, one in enumerate(drawn))
    spans = spans_of(sorted(asked))
    knowledge, hidden = Knowledge(), []

    def relate(earlier: CurveGroups, later: CurveGroups) -> None:
        earlier.relate_to_later(knowledge, later)
        both = earlier.edition, later.edition
        for span in spans:
            if _may_be_few(earlier, later, span):
                hidden.append(later.events(span[1], span[0] or -inf, both))

    relate_editions(of_now, others, relate)
    if not hidden:
        return None
    told = list(of_now.told(spans))
    of_medians = [one for one in told if one.time_days not in own]
    for one in (*of_medians, *(one for groups in others for one in groups.told(spans))):
        knowledge.is_between(one.groups, *one.between)
    judged = [
        Count(
            (one.time_days in asked, one.time_days, one.name), tuple(one.groups), one.n,
            AGREED if one.time_days in asked else GRID, one.between,
        )
        for one in told
        if one.time_days in own
    ]  # fmt: skip
    names = withheld(judged, knowledge, hidden)
    return min(((is_asked, time) for is_asked, time, _ in names), default=(False, None))[1]


def _may_be_few(earlier: CurveGroups, later: CurveGroups, span: Span) -> bool:
    """Whether few had the event in a span since an earlier edition, as far as that is known."""
    (before_since, before), (after_since, after) = (
        [one.events_within(time) for time in span] for one in (earlier, later)
    )
    fewest = after[0] - before[1] - (after_since[1] - before_since[0])
    most = after[1] - before[0] - (after_since[0] - before_since[1])
    return fewest <= THRESHOLD - 1 and most >= 1
