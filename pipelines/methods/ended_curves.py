"""Whether a curve tells of few who died or ended treatment, beside other curves and what incidences told.

That an incidence was told says that five at least had the cause: should survival tell at a later cut that
seven had died, two at most were added. Three curves of two cuts can tell of few together. So survival and the
curves of any cause are judged one after the other, as incidences are (`ended_beside`), before these leave.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

import polars as pl

from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.ended_drawn import Limits, limits_drawn
from pipelines.methods.ended_groups import (
    CAUSE_OF,
    NEXT_LINE,
    NOW,
    Ended,
    editions_before,
    known,
    on_one_grid,
    variants_of,
)
from pipelines.methods.ended_told import (
    ANY_CAUSE,
    SURVIVAL,
    Number,
    Within,
    above,
    counted,
    numbers_drawn,
    numbers_exactly,
    spans_of,
)

if TYPE_CHECKING:
    from pipelines.methods.withholding import Count

Bound = tuple[float, tuple[float, float]]
CURVES = (SURVIVAL[0], *ANY_CAUSE)


@dataclass(frozen=True)
class EndedBesideCurve:
    """How treatment ended, as a reader of earlier editions knows it beside the curves that have left so far;
    and which curve is judged now."""

    now: Ended
    before: Sequence[Ended]
    measure: str = ""

    def of(self, measure: str, variant: str) -> "EndedBesideCurve | None":
        """For this curve; None where nobody judges it so."""
        is_judged = measure in CURVES and self.now.variants[measure] == variant
        beside = replace(self, measure=measure)
        return beside if is_judged and beside._times() else None

    def beside(self, measure: str, variant: str, drawn: Drawn, has_size: bool) -> "EndedBesideCurve":
        """When this curve has left, too."""
        if self.of(measure, variant) is None:
            return self
        numbers = dict(self.now.numbers)
        numbers |= numbers_drawn(numbers, measure, variant, drawn)
        n = drawn.n_at_start
        if has_size and n is not None:
            numbers[Number(measure, variant, None)] = Within(n, n, n)
        return replace(self, now=replace(self.now, numbers=numbers))

    def _times(self) -> list[int]:
        """When incidences divide those who have died, or ended treatment."""
        divided = self.now.times(NEXT_LINE if self.measure == SURVIVAL[0] else CAUSE_OF[self.measure])
        return [time for time in divided if time in self.now.times(self.measure)]

    def _judged(self, now: Ended, drawn: Drawn) -> Iterator["Count"]:
        """What the curve tells, by the time of the point that says so, in which span, and how few or many."""
        from pipelines.methods.withholding import Count

        # Who died after a next line is a group by each time, not between two.
        spans = [span for span in spans_of(self._times()) if self.measure != SURVIVAL[0] or not span[0]]
        for (since, time), limits in limits_drawn(drawn, spans).items():
            groups = tuple(now.persons(self.measure, time, since))
            n = above(now.exactly(self.measure, time), now.exactly(self.measure, since))
            for at, between in _either(limits):
                if n is not None and between != (0, inf):
                    yield Count((at, (since, time), between), groups, n, between=between)
        for (name, _, time, _), (*between, n) in counted(
            self.measure, now.variants[self.measure], drawn
        ).items():
            is_followed = name != self.measure
            if is_followed or time not in self._times():
                groups = now.beyond(self.measure, time) if is_followed else now.persons(self.measure, time)
                yield Count((time, (0, time), name), tuple(groups), n, between=tuple(between))

    def time_that_tells(self, drawn: Drawn) -> float | None:
        """The time of a point of the curve, as it is drawn, without which fewer small numbers are told."""
        from pipelines.methods.withholding import withheld

        of_curve = dict.fromkeys(counted(self.measure, self.now.variants[self.measure], drawn), Within())
        now, before = on_one_grid(replace(self.now, numbers=of_curve | dict(self.now.numbers)), self.before)
        judged = list(self._judged(now, drawn))
        told = withheld(judged, *known(now, before)) if judged else set()
        return min((at for at, _, _ in told), default=None)


def _either(limits: Limits) -> tuple[Bound, Bound]:
    """How few there can be, and how many, each with the time of the point that says so."""
    (fewest, fewest_at), (most, most_at) = limits
    return (fewest_at, (fewest, inf)), (most_at, (0, most))


def ended_beside_curves(
    exact: pl.DataFrame, outside: pl.DataFrame, published: pl.DataFrame, primary: Mapping[str, str]
) -> dict[str, EndedBesideCurve]:
    """By agreement, what is known before any curve of this edition has left.

    `exact` and `outside` have the columns of `result.estimate` and `result.event_outside`, `published` those
    of `reference.published_answer`; `primary` is the primary rule of each agreement.
    """
    cuts = dict(exact.select("agreement_id", "data_cut").unique().iter_rows())
    found = {}
    for agreement_id, numbers in numbers_exactly(exact, outside).items():
        variants = variants_of(primary.get(agreement_id))
        before = editions_before(published.filter(agreement_id=agreement_id), variants)
        found[agreement_id] = EndedBesideCurve(Ended(NOW, cuts[agreement_id], numbers, variants), before)
    return found
