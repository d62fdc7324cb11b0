"""Histories of a group that agree with its rounded curve: who had the event or was lost between told times.

A group of r persons becomes smaller one by one. Kaplan–Meier and Greenwood's sum depend only on how many are
at risk when somebody is lost: over an interval from r to s persons at risk with losses at x, y, … the curve
falls by s/r · x/(x-1) · y/(y-1) …, and Greenwood's sum grows by 1/s - 1/r - 1/(x(x-1)) - 1/(y(y-1)) … So a
history of an interval is a set of numbers at risk. Histories are drawn by chance, the same each time, one
interval after the other, and those that do not give what is told are dropped. Each one kept is a real one:
what it shows to be possible is possible. What no history shows may be possible all the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from math import ceil
from typing import NamedTuple

import numpy as np

Z = 1.959963984540054
EXACT = 1e-9
N_DRAWN, N_KEPT = 12_000, 400
"""Ways to go on that are drawn in each interval, and at most kept."""
EFFORTS = (1, 4, 16)
"""How many times as many are drawn before it is said that there is none."""
SLOTS_BITS = 3
"""Eight slots and more for each way, by two to the power of this."""
FEW, ENOUGH = 1, 4
"""A count of persons is hidden while it could be at most the one, and at least the other."""

Cell = tuple[float, float]
ANY: Cell = (-1.0, 2.0)
Within = tuple[float, float]
"""The fewest and the most."""
ANY_NUMBER: Within = (0, np.inf)


@dataclass(frozen=True)
class Point:
    """What is told of a time: between what numbers the curve and its limits lie, and counts where told.

    `n_events` have had the event up to here since the start, `n_at_risk` are followed beyond. A curve that is
    one has limits of one. Between what numbers these lie, and those seen to the event or to this time, may be
    known from elsewhere.
    """

    time_days: float
    survival: Cell = ANY
    lower: Cell = ANY
    upper: Cell = ANY
    n_events: int | None = None
    n_at_risk: int | None = None
    events_within: Within = ANY_NUMBER
    at_risk_within: Within = ANY_NUMBER
    seen_within: Within = ANY_NUMBER

    @property
    def is_counted(self) -> bool:
        return self.n_events is not None or self.n_at_risk is not None

    @property
    def is_of_curve(self) -> bool:
        """Whether it is told of the curve itself: of a median it is known only on which side of one half."""
        return self.is_counted or (self.survival[0] > ANY[0] and self.survival[1] < ANY[1])


@dataclass(frozen=True)
class Histories:
    """Many histories up to a time: at risk, curve, Greenwood's sum, events so far; those and losses of each
    interval."""

    at_risk: np.ndarray
    survival: np.ndarray
    greenwood: np.ndarray
    events: np.ndarray
    died: np.ndarray
    lost: np.ndarray

    def take(self, chosen: np.ndarray) -> "Histories":
        return Histories(*(getattr(self, one.name)[chosen] for one in fields(self)))

    def further(
        self, survival: np.ndarray, greenwood: np.ndarray, died: np.ndarray, lost: np.ndarray
    ) -> "Histories":
        """One interval more."""
        return Histories(
            self.at_risk - died - lost,
            survival,
            greenwood,
            self.events + died,
            np.column_stack([self.died, died]),
            np.column_stack([self.lost, lost]),
        )

    def __len__(self) -> int:
        return len(self.at_risk)


def histories(
    n: int,
    points: Sequence[Point],
    lost: Mapping[int, Sequence[int]] | None = None,
    effort: float = 1,
    keeps_extremes: bool = False,
) -> Histories:
    """Histories of `n` persons that agree with all `points`; none where none was found.

    `lost` says for some intervals, by the place of the point that ends them, which numbers lost are of
    interest. Any other `effort` than one draws other ones, and so many times as many. Rather than any, those
    with the fewest and the most events are kept where the extremes are asked for.
    """
    random = np.random.default_rng(ceil(effort))
    found = start_of(n)
    for place in range(len(points)):
        drawn = _drawn(found, points[place:], (lost or {}).get(place), random, round(effort * N_DRAWN))
        chosen = drawn.take(_kept(drawn, random, round(effort * N_KEPT), keeps_extremes))
        found = found.take(chosen.which).further(*chosen[1:-1])
        if not len(found):
            break
    return found


class Ways(NamedTuple):
    """Ways to go on: from which history; with what curve, Greenwood's sum, events and losses; all events."""

    which: np.ndarray
    survival: np.ndarray
    greenwood: np.ndarray
    died: np.ndarray
    lost: np.ndarray
    events: np.ndarray

    def take(self, chosen: np.ndarray) -> "Ways":
        return Ways(*(values[chosen] for values in self))


def _kept(drawn: Ways, random: np.random.Generator, n: int, keeps_extremes: bool) -> np.ndarray:
    """Places of different ones: a third each with the fewest and the most events, where that is asked."""
    places = random.permutation(
        places_of_different([drawn.which, drawn.died, drawn.lost], drawn.survival, drawn.greenwood)
    )
    if keeps_extremes and len(places) > n:
        by_events = np.argsort(drawn.events[places], kind="stable")
        extremes = np.concatenate([by_events[: n // 3], by_events[-(n // 3) :]])
        places = np.concatenate([places[extremes], np.delete(places, extremes)])
    return places[:n]


def start_of(n: int) -> Histories:
    """The one history of `n` persons before anything has happened."""
    nobody, none = np.zeros(1, dtype=int), np.zeros((1, 0), dtype=int)
    return Histories(np.array([n]), np.ones(1), np.zeros(1), nobody, none, none)


def are_there(
    sizes: Sequence[int], points: Sequence[Point], lost: Mapping[int, Sequence[int]] | None = None
) -> bool:
    """Whether histories of a group of any of these sizes are found."""
    return any(len(histories(n, points, lost, effort)) for effort in EFFORTS for n in sizes)


@lru_cache(maxsize=4096)
def hides_losses(sizes: tuple[int, ...], points: tuple[Point, ...], first: int, last: int) -> bool:
    """Whether those lost in the intervals that end with points `first` to `last` may be few, and enough."""
    intervals = range(first, last + 1)
    nobody = dict.fromkeys(intervals, (0,))
    known = histories(sizes[0], points)
    counts = known.lost[:, first : last + 1].sum(axis=1) if len(known) else []
    may_be_few = any(count <= FEW for count in counts) or any(
        are_there(sizes, points, nobody | {one: tuple(range(FEW + 1))}) for one in intervals
    )
    return may_be_few and (
        any(count >= ENOUGH for count in counts)
        or any(are_there(sizes, points, {one: tuple(range(ENOUGH, ENOUGH + 3))}) for one in intervals)
    )


@lru_cache(maxsize=256)
def events_so_far(n: int, points: tuple[Point, ...], effort: float = 1) -> np.ndarray:
    """By history and point, how many have had the event by it; no row where no history is found."""
    found = histories(n, points, effort=effort, keeps_extremes=True)
    return found.died.cumsum(axis=1, dtype=np.int32)


@lru_cache(maxsize=4096)
def possible_events(n: int, points: tuple[Point, ...], effort: float = 1) -> tuple[tuple[int, int], ...]:
    """The fewest and the most who are found to may have had the event by each point; empty if nothing is."""
    so_far = events_so_far(n, points, effort)
    if not len(so_far):
        return ()
    return tuple(zip(so_far.min(axis=0).tolist(), so_far.max(axis=0).tolist(), strict=True))


def limits(survival: np.ndarray, greenwood: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log-log 95 % limits of the curve (Kalbfleisch & Prentice 1980); one where nobody has had the event."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        spread = np.exp(Z * np.sqrt(np.maximum(greenwood, 0)) / np.abs(np.log(survival)))
        lower, upper = survival**spread, survival ** (1 / spread)
    is_one = survival >= 1 - EXACT
    return np.where(is_one, 1.0, lower), np.where(is_one, 1.0, upper)


def agree(point: Point, survival: np.ndarray, greenwood: np.ndarray) -> np.ndarray:
    """Whether the curve and its log-log limits lie within what is told."""
    fits = _lies_in(point.survival, survival)
    if point.lower == ANY and point.upper == ANY:
        return fits
    # Limits take powers: of those only that fit so far.
    still = np.flatnonzero(fits)
    lower, upper = limits(survival[still], greenwood[still])
    fits[still] = _lies_in(point.lower, lower) & _lies_in(point.upper, upper)
    return fits


def _lies_in(cell: Cell, values: np.ndarray) -> np.ndarray:
    return (values >= cell[0] - EXACT) & (values <= cell[1] + EXACT)


def _drawn(
    found: Histories,
    ahead: Sequence[Point],
    wanted: Sequence[int] | None,
    random: np.random.Generator,
    n_drawn: int,
) -> Ways:
    """Ways drawn by chance: numbers of events and losses, and the losses in two runs among the events."""
    point = ahead[0]
    which = random.integers(0, len(found), n_drawn)
    r, events, survival = found.at_risk[which], found.events[which], found.survival[which]
    if wanted is not None:
        lost = random.choice(wanted, n_drawn)
    else:
        some, many = random.integers(0, 6, n_drawn), np.floor(r * _cubed(random.random(n_drawn)))
        lost = np.where(random.random(n_drawn) < 0.5, some, many).astype(int)
    fewest, most = events_between(r, survival, lost, ahead)
    died = np.floor(fewest + random.random(n_drawn) * (np.maximum(most - fewest, 0) + 1)).astype(int)
    if point.n_events is not None:
        died = point.n_events - events
    if point.n_at_risk is not None:
        lost = r - died - point.n_at_risk
    is_open = is_possible(events + died, r - died - lost, ahead) & (died >= 0) & (lost >= 0)
    if wanted is not None:
        is_open &= np.isin(lost, wanted)
    opened = np.flatnonzero(is_open)
    which, survival, died, lost, r = (one[opened] for one in (which, survival, died, lost, r))
    # The later losses have fewer events after them. Where nobody is left, nothing is told of the curve.
    n = len(opened)
    first, second = random.random(n), random.random(n)
    top, bottom = (np.rint(share * died) for share in (np.maximum(first, second), np.minimum(first, second)))
    late = np.rint(random.random(n) * lost)
    early, left = lost - late, np.maximum(r - died - lost, 1)
    x, y = left + lost + top, left + late + bottom
    survival = survival * left / (left + died + lost) * (x / (x - early)) * (y / (y - late))
    # Greenwood's sum takes as long, and the limits longer: of those only that fit so far.
    near = np.flatnonzero(_lies_in((max(point.survival[0], _lowest(ahead)), point.survival[1]), survival))
    which, survival, died, lost, early, late, left, x, y = (
        one[near] for one in (which, survival, died, lost, early, late, left, x, y)
    )
    greenwood = found.greenwood[which] + 1 / left - 1 / (left + died + lost)
    greenwood = greenwood - (1 / (x - early) - 1 / x) - (1 / (y - late) - 1 / y)
    fits = np.flatnonzero(agree(point, survival, greenwood))
    return Ways(which, survival, greenwood, died, lost, found.events[which] + died).take(fits)


def _cubed(shares: np.ndarray) -> np.ndarray:
    return shares * shares * shares


def events_between(
    at_risk: np.ndarray, survival: np.ndarray, lost: np.ndarray, ahead: Sequence[Point]
) -> tuple[np.ndarray, np.ndarray]:
    """Fewest and most events: the curve lies between that of all lost first and that of all lost last."""
    low, high = (min(max(value, 0.0), 1.0) for value in (_lowest(ahead), ahead[0].survival[1]))
    at_end = np.maximum(at_risk - lost, 1)
    fewest = np.ceil((1 - (high + EXACT) / survival) * at_end - 1e-6)
    most = np.floor((1 - (low - EXACT) / survival) * at_risk + 1e-6)
    return np.maximum(fewest, 0), np.minimum(most, at_risk)


def _lowest(ahead: Sequence[Point]) -> float:
    """A curve never rises: it lies above all that is still to come."""
    return max(point.survival[0] for point in ahead)


def is_possible(events: np.ndarray, at_risk: np.ndarray, ahead: Sequence[Point]) -> np.ndarray:
    """Whether, after so many events, somebody is left (but at the very end), enough for the next counts."""
    fits = at_risk >= (0 if ahead[0].n_at_risk == 0 else 1)
    for number, within in (
        (events, ahead[0].events_within),
        (at_risk, ahead[0].at_risk_within),
        (events + at_risk, ahead[0].seen_within),
    ):
        if within != ANY_NUMBER:
            fits &= (number >= within[0]) & (number <= within[1])
    counted = next((point for point in ahead if point.is_counted), None)
    if counted is None:
        return fits
    still = 0 if counted.n_events is None else counted.n_events - events
    return fits & (still >= 0) & (at_risk - still >= (counted.n_at_risk or 0))


def places_of_different(
    numbers: Iterable[np.ndarray], survival: np.ndarray, greenwood: np.ndarray
) -> np.ndarray:
    """One place, seldom two, of those of the same whole numbers that hardly differ, of one or more."""
    mixed = np.zeros(len(survival), dtype=np.uint64)
    for column in (*numbers, np.rint(survival * 1e4), np.rint(greenwood * 1e5)):
        mixed = (mixed ^ column.astype(np.int64).astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    # Sorting takes twenty times as long. The last one written to a slot stands there; another is of the same
    # numbers, or comes to the same slot.
    n_bits = len(mixed).bit_length() + SLOTS_BITS
    slots, places = mixed >> np.uint64(64 - n_bits), np.arange(len(mixed))
    last = np.empty(1 << n_bits, dtype=np.int64)
    last[slots] = places
    stands = last[slots]
    return np.flatnonzero((stands == places) | (mixed[stands] != mixed))
