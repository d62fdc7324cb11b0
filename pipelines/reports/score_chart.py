"""Scores over time as a small drawing: a dot and its interval at each time, without a line between them.

The dots are of different persons, those who answered then, so no line joins them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.reports.edition import Row

WIDTH, HEIGHT = 250, 120
LEFT, RIGHT, TOP, BOTTOM = 34, 240, 10, 98


@dataclass(frozen=True)
class Dot:
    """One time: its place, its whisker and the label below; no dot where the number is withheld."""

    x: float
    y: float | None
    low: float | None
    high: float | None
    time_days: int


@dataclass(frozen=True)
class ScoreChart:
    """Dots, and the marks of the vertical axis as (y, value)."""

    dots: list[Dot]
    ticks: list[tuple[float, float]]


def score_chart(rows: Sequence[tuple[int, Row | None]], lowest: float, highest: float) -> ScoreChart:
    """Lay out (time, released row) on a scale from `lowest` to `highest`; values outside it are clipped."""
    last = max([time for time, _ in rows] + [1])

    def x(time: int) -> float:
        return round(LEFT + 14 + time / last * (RIGHT - LEFT - 28), 1)

    def y(value: float | None) -> float | None:
        if value is None:
            return None
        share = (min(max(value, lowest), highest) - lowest) / (highest - lowest)
        return round(BOTTOM - share * (BOTTOM - TOP), 1)

    dots = [
        Dot(
            x(time), y(row and row["estimate"]), y(row and row["lower"]), y(row and row["upper"]), time
        )
        for time, row in rows
    ]  # fmt: skip
    values = (lowest, (lowest + highest) / 2, highest)
    return ScoreChart(dots, [(y(value) or 0.0, value) for value in values])
