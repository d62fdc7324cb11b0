"""What a measurement gives, and how seconds are taken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One line of a measurement's table.

    `seconds` has one number per run; `yardstick` those of what it is compared with, taken in the same run of
    the measurement, because the machine may be busy with other work.
    """

    what: str
    seconds: list[float]
    yardstick: list[float] | None = None

    @property
    def median_seconds(self) -> float:
        return median(self.seconds)

    @property
    def ratio(self) -> float | None:
        return None if self.yardstick is None else self.median_seconds / median(self.yardstick)


def seconds_of(work: Callable[[], Any]) -> float:
    """Wall-clock seconds that `work` takes once."""
    start = perf_counter()
    work()
    return perf_counter() - start


def in_turn(works: Mapping[str, Callable[[], Any]], runs: int) -> dict[str, list[float]]:
    """Seconds of each work, `runs` times, one after the other: a busy minute meets all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            seconds[name].append(seconds_of(work))
    return seconds
