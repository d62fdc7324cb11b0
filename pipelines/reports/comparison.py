"""Assumed and observed on one small scale, with the region where the agreed rule holds."""

import math
from dataclasses import dataclass

from pipelines.reports.edition import Row
from pipelines.reports.numbers import DAYS_PER_MONTH

WIDTH, LEFT, RIGHT = 230, 8, 222
ASSUMED_Y, OBSERVED_Y, HEIGHT = 15, 35, 50


@dataclass(frozen=True)
class Interval:
    """A point and its whisker in pixels; an open limit runs to the end of the scale and says so."""

    at: float | None
    low: float | None
    high: float | None
    is_open: bool
    y: int


@dataclass(frozen=True)
class Comparison:
    assumed: Interval
    observed: Interval
    region: tuple[float, float]
    """Where an observed value agrees with the rule: from, width."""
    end: float
    """The value at the right end of the scale, in the unit of the assumption."""
    start: float = 0.0
    """The value at the left end: 0, unless a number is below it."""


def comparison(row: Row) -> Comparison:
    """Lay out one row of `released.assessment`."""
    names = [f"{side}{limit}" for side in ("assumed", "observed") for limit in ("", "_lower", "_upper")]
    values = [row[name] for name in (*names, "threshold") if row[name] is not None]
    end = 1.0 if row["unit"] in ("probability", "share") else _round_end(max(values) * 1.08, row["unit"])
    start = 0.0 if min(values) >= 0 else -_round_end(-min(values) * 1.08, row["unit"])

    def x(value: float) -> float:
        share = (min(max(value, start), end) - start) / (end - start)
        return round(LEFT + share * (RIGHT - LEFT), 1)

    # A rule that names a threshold does not look at the assumed value.
    middle, margin = (row["assumed"], row["margin"]) if row["threshold"] is None else (row["threshold"], 0.0)
    low = start if row["rule"] == "at_most" else middle - margin
    high = end if row["rule"] == "at_least" else middle + margin
    return Comparison(
        assumed=_interval(row, "assumed", x, ASSUMED_Y, opens=False),
        observed=_interval(
            row, "observed", x, OBSERVED_Y, opens=row["unit"] == "days" and row["observed_lower"] is not None
        ),
        region=(x(low), round(x(high) - x(low), 1)),
        end=end,
        start=start,
    )


def _round_end(value: float, unit: str) -> float:
    """The next round number (of months, where the unit is days), so that the scale can be read."""
    step = DAYS_PER_MONTH if unit == "days" else 1.0
    wanted = max(value / step, 1.0)
    power = 10 ** math.floor(math.log10(wanted))
    factors = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
    return step * next(factor * power for factor in factors if factor * power >= wanted)


def _interval(row: Row, name: str, x, y: int, opens: bool) -> Interval:
    value, low, high = row[name], row[f"{name}_lower"], row[f"{name}_upper"]
    is_open = opens and high is None and (value is not None or low is not None)
    return Interval(
        at=None if value is None else x(value),
        low=None if low is None else x(low),
        high=RIGHT if is_open else None if high is None else x(high),
        is_open=is_open,
        y=y,
    )
