"""How few and how many have died, or ended treatment by any cause, as a curve and its median are drawn.

The numbers in a row of estimates say less: a point between two agreed times bounds both, and so do the median
and its limits, which stand also where a curve that is told roughly has no points.
"""

from collections.abc import Iterable
from typing import NamedTuple

from pipelines.methods.curve_histories import possible_events
from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.few_added import EFFORTS, Bound, bounds, counted_times, possible_ranges


class Limits(NamedTuple):
    """How few and how many there can be, each with the time of the point that says so."""

    fewest: Bound
    most: Bound


def limits_drawn(drawn: Drawn, times_days: Iterable[int]) -> dict[int, Limits]:
    """By time, how few and how many can have had the event; nothing where no history is found.

    What any of the runs shows to be possible is possible.
    """
    n = drawn.n_at_start or 0
    found = [
        possible_ranges(drawn, n, effort) for effort in EFFORTS if possible_events(n, drawn.points, effort)
    ]
    if not found:
        return {}
    counted = counted_times(drawn)
    by_time = {time: [bounds(ranges, time, counted) for ranges in found] for time in times_days}
    return {
        time: Limits(min(low for low, _ in of_time), max(high for _, high in of_time))
        for time, of_time in by_time.items()
    }
