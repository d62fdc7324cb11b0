"""Bars as geometry: a group divided into its categories, and a share with its interval."""

from collections.abc import Mapping
from dataclasses import dataclass

BAR_WIDTH = 240


@dataclass(frozen=True)
class Segment:
    """One part of a divided bar, in pixels."""

    tone: str
    x: float
    width: float


@dataclass(frozen=True)
class ShareBar:
    """A share from the left, with its whisker; in pixels."""

    width: float
    low: float | None
    high: float | None


def segments(counts: Mapping[str, int | None], tones: Mapping[str, str]) -> list[Segment]:
    """The parts of a divided bar; none where a count is withheld or nobody is there."""
    known = [count for count in counts.values() if count is not None]
    total = sum(known)
    if len(known) < len(counts) or total == 0:
        return []
    parts = []
    x = 0.0
    for category, count in counts.items():
        width = count / total * BAR_WIDTH
        if count:
            parts.append(Segment(tones[category], round(x, 1), round(width, 1)))
        x += width
    return parts


def share_bar(share: float, lower: float | None, upper: float | None) -> ShareBar:
    """A share between 0 and 1 on a bar of full width."""
    low, high = (None if limit is None else round(limit * BAR_WIDTH, 1) for limit in (lower, upper))
    return ShareBar(round(share * BAR_WIDTH, 1), low, high)
