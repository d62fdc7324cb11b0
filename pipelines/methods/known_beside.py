"""What is known of a curve's history from other editions: between what numbers its events and persons lie.

Who has had the event by a time has had it by every later time and at every later cut; who is followed beyond
a time is so beyond every earlier one, and at every later cut. So whoever an edition has seen to the event or
to a time is seen so by every later one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from math import inf

from pipelines.methods.curve_histories import Point, Within
from pipelines.methods.curves_drawn import Drawn


def known_beside(points: Sequence[Point], data_cut: date, others: Iterable[Drawn]) -> tuple[Point, ...]:
    """The points of a curve with what the counts of other editions say of them.

    Those of the same cut say nothing: which of the two is corrected is not known.
    """
    found = tuple(points)
    for other in others:
        if other.data_cut != data_cut:
            found = tuple(_beside(point, other, other.data_cut < data_cut) for point in found)
    return found


def _beside(point: Point, other: Drawn, is_earlier: bool) -> Point:
    up_to = [one for one in other.points if one.time_days <= point.time_days]
    onwards = [one for one in other.points if one.time_days >= point.time_days]
    # Those who had the event grow with time, those followed beyond it and all seen become fewer.
    grows, falls = (up_to, onwards) if is_earlier else (onwards, up_to)
    events = [one.n_events for one in grows if one.n_events is not None]
    at_risk = [one.n_at_risk for one in falls if one.n_at_risk is not None]
    seen = [
        one.n_events + one.n_at_risk
        for one in falls
        if one.n_events is not None and one.n_at_risk is not None
    ]
    limit = _at_least if is_earlier else _at_most
    return replace(
        point,
        events_within=limit(point.events_within, events),
        at_risk_within=limit(point.at_risk_within, at_risk),
        seen_within=limit(point.seen_within, seen),
    )


def _at_least(within: Within, numbers: Sequence[int]) -> Within:
    return max(within[0], *numbers, 0), within[1]


def _at_most(within: Within, numbers: Sequence[int]) -> Within:
    return within[0], min(within[1], *numbers, inf)
