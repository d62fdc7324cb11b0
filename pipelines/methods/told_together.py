"""How many events several editions told together between two times.

Whoever had the event between two times has had it at every later cut. So what one cut told of one stretch of
time, and another cut of the next, are different persons, all of whom a later cut counts again.
"""

from collections.abc import Mapping, Sequence
from math import inf


def most_told_between(editions: Sequence[Mapping[float, int]], begin: float, end: float) -> int:
    """The most events that the editions told of stretches of time which lie apart, within two times.

    Each edition is events so far by time in days; before all time (`begin` −inf) none had happened.
    """
    so_far = [({-inf: 0} | edition) if begin == -inf else edition for edition in editions]
    times = sorted({time for edition in so_far for time in edition if begin <= time <= end})
    most: dict[float, int] = {}
    for place, time in enumerate(times):
        up_to = [most[times[place - 1]]] if place else [0]
        for edition in so_far:
            if time in edition:
                up_to += [
                    most[since] + edition[time] - edition[since]
                    for since in times[:place]
                    if since in edition
                ]
        most[time] = max(up_to)
    return most[times[-1]] if times else 0
