"""Whether a curve tells of few who died or ended treatment, beside other curves and what incidences told.

That an incidence was told says that five at least had the cause: should survival tell at a later cut that
seven had died, two at most were added. Three curves of two cuts can tell of few together. So survival and the
curves of any cause are judged one after the other, as incidences are (`ended_beside`), before these leave.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

import polars as pl

from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.ended_drawn import Limits, limits_drawn
from pipelines.methods.ended_groups import (
    ANY_CAUSE_OF,
    NEXT_LINE,
    NOW,
    Ended,
    editions_before,
    known,
    variants_of,
)
from pipelines.methods.ended_told import ANY_CAUSE, SURVIVAL, Number, Within, numbers_drawn, numbers_exactly

Bound = tuple[float, tuple[float, float]]
CURVES = (SURVIVAL[0], *ANY_CAUSE)
CAUSE_OF = {any_cause: cause for cause, any_cause in ANY_CAUSE_OF.items()}


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

    def time_that_tells(self, drawn: Drawn) -> float | None:
        """The time of a point of the curve, as it is drawn, without which fewer small numbers are told."""
        from pipelines.methods.withholding import Count, withheld

        judged = [
            Count((at, time, between), tuple(self.now.persons(self.measure, time)), n, between=between)
            for time, limits in limits_drawn(drawn, self._times()).items()
            for at, between in (
                (limits.fewest[1], (limits.fewest[0], inf)),
                (limits.most[1], (0, limits.most[0])),
            )
            if between != (0, inf) and (n := self.now.exactly(self.measure, time)) is not None
        ]
        if not judged:
            return None
        told = withheld(judged, *known(self.now, self.before))
        return min((at for at, _, _ in told), default=None)


def _either(limits: Limits) -> tuple[Bound, Bound]:
    """How few there can be, and how many, each with the time of the point that says so."""
    (fewest, fewest_at), (most, most_at) = limits
    return (fewest_at, (fewest, inf)), (most_at, (0, most))


def ended_beside_curves(
    exact: pl.DataFrame, published: pl.DataFrame, primary: Mapping[str, str]
) -> dict[str, EndedBesideCurve]:
    """By agreement, what is known before any curve of this edition has left.

    `exact` has the columns of `result.estimate`, `published` those of `reference.published_answer`;
    `primary` is the primary rule of each agreement.
    """
    cuts = dict(exact.select("agreement_id", "data_cut").unique().iter_rows())
    found = {}
    for agreement_id, numbers in numbers_exactly(exact).items():
        variants = variants_of(primary.get(agreement_id))
        before = editions_before(published.filter(agreement_id=agreement_id), variants)
        found[agreement_id] = EndedBesideCurve(Ended(NOW, cuts[agreement_id], numbers, variants), before)
    return found
