"""What one edition tells of how treatment ended: how few and how many may have had each cause, by a time.

Cumulative incidences stand beside the curve of all causes together: the one less their sum is a point of it.
A reader draws histories of that curve (`curve_histories`), with several efforts (each history found is one
that may have been), divides the events between two points among the
causes, and keeps what gives the incidences told. An event weighs what the curve falls by: no less than if
all losses since the point before came later, no more than if they came first. The limits of incidences are
not read. What leaves at all says that each cause, what was added to it since the time told before, and those
without any, are nobody or at least five; an incidence without limits is that of nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

import numpy as np
import polars as pl

from pipelines.methods.curve_histories import ANY, Cell, histories
from tests.attack.curves import Curve, curve_of
from tests.attack.edition import Edition

COHORT = "inside"
FEWEST = 5
"""Persons of a number that leaves, where there are any."""
RULE = "gap_90"
"""The primary rule of the invented studies."""
ENDED, NEXT = ("treatment_duration", RULE), ("time_to_next_treatment", "new_line")
CAUSES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ENDED: {
        "stopped": "treatment_stopped", "next_line": "treatment_changed", "death": "death_on_treatment",
    },
    NEXT: {"next_line": "next_line", "death": "death_before_next_line"},
}  # fmt: skip
"""The causes of each curve, and what their incidences are told as."""
DAYS = {ENDED: (183, 365), NEXT: (183, 365, 730)}

Range = tuple[float, float]
Numbers = dict[tuple, Range]
"""How few and how many: in all by a time `("any", time)`, by a cause `(cause, time)`, or of it since another
time `(cause, since, time)`."""


@dataclass(frozen=True)
class Told:
    """The curve of all causes with what incidences say of it, and the cell of each by cause and time."""

    curve: Curve
    cells: Mapping[tuple[str, int], Cell]

    @property
    def times(self) -> list[int]:
        """When incidences are told."""
        return sorted({time for _, time in self.cells})


def told_of(edition: Edition, kind: tuple[str, str], knows_incidences: bool = True) -> Told | None:
    """None where no curve is told."""
    curve = curve_of(edition, COHORT, *kind)
    if curve is None:
        return None
    rows = edition.released["estimate"].filter(
        pl.col("measure").is_in(list(CAUSES[kind].values())) & pl.col("estimate").is_not_null(),
        knows_incidences, cohort=COHORT, subgroup="all", variant=kind[1],
    )  # fmt: skip
    cause_of = {measure: cause for cause, measure in CAUSES[kind].items()}
    cells = {(cause_of[row["measure"]], row["time_days"]): _cell(row) for row in rows.to_dicts()}
    points = []
    for point in curve.points:
        of_causes = [cell for (_, time), cell in cells.items() if time == point.time_days]
        if of_causes:
            low, high = (1 - sum(cell[place] for cell in of_causes) for place in (1, 0))
            point = replace(point, survival=(max(low, point.survival[0]), min(high, point.survival[1])))
        points.append(point)
    return Told(replace(curve, points=tuple(points)), cells)


def _cell(row: Mapping) -> Cell:
    if row["estimate"] == 0 and row["lower"] is None:
        return 0.0, 0.0
    return max(row["estimate"] - row["rounded_to"] / 2, 0), row["estimate"] + row["rounded_to"] / 2


def possible_numbers(told: Told, efforts: Sequence[int]) -> Numbers:
    """What histories found with any of these efforts show to be possible; nothing where none is found."""
    found: Numbers = {}
    for size, effort in product(told.curve.sizes[:2], efforts):
        for name, (fewest, most) in _of_size(told, size, effort).items():
            low, high = found.get(name, (fewest, most))
            found[name] = min(low, fewest), max(high, most)
    return found


def _of_size(told: Told, size: int, effort: int) -> Numbers:
    drawn = histories(size, told.curve.points, effort=effort, keeps_extremes=True)
    if not len(drawn):
        return {}
    points = told.curve.points
    places = {point.time_days: place for place, point in enumerate(points)}
    so_far = drawn.died.cumsum(axis=1)
    weights = _weights(size, drawn.died, drawn.lost, points)
    is_open = np.ones(len(drawn), dtype=bool)
    ranges: dict[tuple, tuple[np.ndarray, np.ndarray]] = {}
    causes = sorted({cause for cause, _ in told.cells})
    for time in told.times:
        place = places[time]
        died = so_far[:, place]
        is_open &= (size - died == 0) | (size - died >= FEWEST)
        of_time = {
            cause: _counted(drawn.died, weights, range(place + 1), told.cells[cause, time])
            for cause in causes
        }
        fewest, most = (sum(of_time[cause][side] for cause in causes) for side in (0, 1))
        is_open &= (fewest <= died) & (most >= died)
        for cause, (low, high) in of_time.items():
            ranges[cause, time] = (
                np.maximum(low, died - (most - high)), np.minimum(high, died - (fewest - low))
            )  # fmt: skip
    for since, time in pairwise(told.times):
        between = range(places[since] + 1, places[time] + 1)
        for cause in causes:
            before, now = told.cells[cause, since], told.cells[cause, time]
            cell = max(now[0] - before[1], 0.0), now[1] - before[0]
            low, high = _counted(drawn.died, weights, between, cell)
            ranges[cause, since, time] = low, high
            is_open &= low <= high
    numbers = {
        name: (float(low[is_open].min()), float(high[is_open].max()))
        for name, (low, high) in ranges.items()
        if is_open.any()
    }
    if is_open.any():
        numbers |= {
            ("any", point.time_days): (
                float(so_far[is_open, place].min()),
                float(so_far[is_open, place].max()),
            )
            for place, point in enumerate(points)
        }
    return numbers


def _weights(
    size: int, died: np.ndarray, lost: np.ndarray, points: Sequence
) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most that the curve falls by at an event between two points."""
    gone = (died + lost).cumsum(axis=1)
    at_risk = size - np.column_stack([np.zeros(len(died), dtype=int), gone[:, :-1]])
    level = np.ones(len(died))
    least, most = np.zeros(died.shape), np.zeros(died.shape)
    for place, point in enumerate(points):
        r, d, out = at_risk[:, place], died[:, place], lost[:, place]
        left = np.maximum(r - out, 1)
        least[:, place], most[:, place] = level / np.maximum(r, 1), level / left
        first, last = level * np.maximum(1 - d / left, 0), level * (1 - d / np.maximum(r, 1))
        low, high = (0.0, 1.0) if point.survival == ANY else point.survival
        level = np.clip(np.sqrt(first * last), max(low, 0.0), min(high, 1.0))
    return least, most


def _counted(
    died: np.ndarray, weights: tuple[np.ndarray, np.ndarray], intervals: range, cell: Cell
) -> tuple[np.ndarray, np.ndarray]:
    """The fewest and the most events, of those in these intervals, that together weigh so much.

    The later, the more an event weighs. There are five, if there are any.
    """
    if cell == (0.0, 0.0):
        return np.zeros(len(died)), np.zeros(len(died))
    chosen = list(intervals)
    heaviest = _how_many(died[:, chosen[::-1]], weights[1][:, chosen[::-1]], cell[0], np.ceil)
    lightest = _how_many(died[:, chosen], weights[0][:, chosen], cell[1], np.floor)
    lightest = np.where(lightest < FEWEST, 0, lightest)
    return np.where(heaviest > 0, np.maximum(heaviest, FEWEST), 0), lightest


def _how_many(died: np.ndarray, weights: np.ndarray, total: float, to_whole) -> np.ndarray:
    """How many events, taken in this order, weigh `total`; none so many, where all weigh less."""
    n, still = np.zeros(len(died)), np.full(len(died), max(total, 0.0))
    for d, weight in zip(died.T, weights.T, strict=True):
        whole = np.minimum(to_whole(still / weight + (-1e-9 if to_whole is np.ceil else 1e-9)), d)
        n += whole
        still = np.maximum(still - whole * weight, 0.0)
    if to_whole is np.ceil:
        n = np.where(still > 1e-9, np.inf, n)
    return n
