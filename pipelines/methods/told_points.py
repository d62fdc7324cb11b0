"""What is told of a curve, as the points that its history has to agree with."""

from collections.abc import Iterable, Iterator, Mapping
from math import inf
from typing import Any

import polars as pl

from pipelines.methods.curve_histories import ANY, EXACT, Cell, Point
from pipelines.methods.curve_release import ROUNDED_TO
from pipelines.methods.curves_told import CURVE
from pipelines.methods.precision import days_step, rounded


def points_of_curve(rows: Iterable[Mapping[str, Any]]) -> Iterator[Point]:
    """The points of one curve, from rows of `released.survival_curve` in the order of time."""
    events = 0
    for row in rows:
        events += row["n_event"] or 0
        cells = [_cell(row[name], row[ROUNDED_TO]) for name in ("survival", "lower", "upper")]
        if row["survival"] == 1 and row["lower"] is None:
            # A curve that has no limits is one exactly.
            cells = [(1 - EXACT, 1 + EXACT)] * 3
        yield Point(row["time_days"], *cells, None if row["n_event"] is None else events, row["n_risk"])


def points_of_estimates(rows: Iterable[Mapping[str, Any]]) -> Iterator[Point]:
    """The points of a curve that is not told, from probabilities of `released.estimate` at times in order."""
    for row in rows:
        cells = [_cell(row[name], row[ROUNDED_TO]) for name in ("estimate", "lower", "upper")]
        yield Point(row["time_days"], *cells, n_events=row["n_events"])


def points_of_median(median: Mapping[str, Any]) -> Iterator[Point]:
    """The points that a median and its limits tell, from `estimate`, `lower` and `upper` in days, rounded.

    They are where the curve and its limits come down to one half, within half of the step `rounded_to`. What
    a median and a limit in the same step say of a time is one point: nobody has the event between them.
    """
    half = median["rounded_to"] / 2
    cells: dict[float, dict[str, Cell]] = {}
    for name, of in (("estimate", "survival"), ("lower", "lower"), ("upper", "upper")):
        if median[name] is not None:
            if median[name] - half > 1:
                cells.setdefault(median[name] - half - 0.75, {})[of] = (0.5, ANY[1])
            cells.setdefault(median[name] + half + 0.25, {})[of] = (ANY[0], 0.5)
    yield from (Point(time, **at_time) for time, at_time in cells.items())


def medians_told(estimates: pl.DataFrame) -> dict[tuple, tuple[Point, ...]]:
    """What medians tell of their curves, by the values of CURVE: rounded as they leave.

    `estimates` has the exact columns of `result.estimate`.
    """
    step = days_step(pl.col("n_events"))
    rows = estimates.filter(pl.col("measure").str.ends_with("_median")).select(
        *(pl.col(name).str.strip_suffix("_median") if name == "measure" else name for name in CURVE),
        *(rounded(pl.col(name), step) for name in ("estimate", "lower", "upper")),
        rounded_to=step,
    )
    return {tuple(row[name] for name in CURVE): tuple(points_of_median(row)) for row in rows.to_dicts()}


def point_of_all(n_events: int) -> Point:
    """How many had the event over all follow-up: nobody is left then."""
    return Point(inf, n_events=n_events, n_at_risk=0)


def _cell(value: float | None, step: float) -> Cell:
    """Where a value lies that was rounded."""
    return ANY if value is None else (value - step / 2, value + step / 2)
