"""Survival curves with numbers at risk, as geometry: where each line, label and number stands.

Drawn as our own SVG, not by a chart library: the numbers at risk must stand exactly under their ticks, text
must be real text in the page's own font, and each page carries the chart twice (wide and narrow) without
seconds of rendering. The markup is in `templates/curve.svg.jinja`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.reports.edition import Row
from pipelines.reports.numbers import DAYS_PER_MONTH, Numbers

NEAR_DAYS = 15
"""How far from a tick the released point of its number at risk may be: half a step of the 30-day grid."""


@dataclass(frozen=True)
class Size:
    """The frame of a drawing, in pixels of its own coordinate system."""

    name: str
    width: int
    plot_left: int
    plot_right: int
    most_ticks: int
    labels_beside: bool


# Right of the widest plot the longest name of a group has to fit, in bold and in a wide typeface.
SIZES = (
    Size("wide", width=760, plot_left=52, plot_right=584, most_ticks=12, labels_beside=True),
    Size("narrow", width=380, plot_left=46, plot_right=364, most_ticks=6, labels_beside=False),
)
PLOT_HEIGHT = 270
LEGEND_LINE = 18
LABEL_GAP = 17
RISK_BLOCK = 34


@dataclass(frozen=True)
class Line:
    """One curve: its points in time order, its label and its rank (0 is the emphasised one).

    The points are those that were released, or all of them (`is_exact`): then the curve is a stair.
    """

    label: str
    rows: Sequence[Row]
    rank: int
    shows_risk: bool = False
    is_exact: bool = False

    @property
    def visible(self) -> list[Row]:
        """What is drawn: nothing where only the start is released, which says nothing of how it went on."""
        known = [row for row in self.rows if row["survival"] is not None]
        return known if any(row["time_days"] > 0 for row in known) else []

    @property
    def from_start(self) -> list[Row]:
        """The rows with the start that every curve has by definition: everyone is there at time 0."""
        start = {"time_days": 0, "survival": 1.0, "lower": 1.0, "upper": 1.0}
        return [start, *(row for row in self.rows if row["time_days"] > 0 or self.is_exact)]


@dataclass(frozen=True)
class Marker:
    """An assumption on the chart: a probability at a time (`upright`), or a median time at one half."""

    label: str
    time_days: float
    share: float
    lower: float | None
    upper: float | None
    upright: bool


@dataclass(frozen=True)
class Drawing:
    """Everything the template writes down; coordinates in pixels."""

    size: Size
    height: int
    top: int
    bottom: int
    x_ticks: list[tuple[float, str]]
    y_ticks: list[tuple[float, str]]
    bands: list[str]
    lines: list[dict]
    markers: list[dict]
    assumed_y: float
    risk: list[dict]


def curve_drawing(
    lines: Sequence[Line], markers: Sequence[Marker], size: Size, numbers: Numbers, gap: str
) -> Drawing:
    """Lay out curves, markers and the numbers at risk. `gap` stands where a number is withheld."""
    shown = [line for line in lines if line.visible]
    last_day = max(
        [row["time_days"] for line in shown for row in line.visible] + [m.time_days for m in markers],
        default=0,
    )
    tick_days = _tick_days(last_day, size.most_ticks)
    legend = 0 if size.labels_beside else LEGEND_LINE * (len(shown) + bool(markers)) + 4
    top, bottom = 14 + legend, 14 + legend + PLOT_HEIGHT
    scale = (size.plot_right - size.plot_left) / max(tick_days[-1], last_day, 1)

    def x(days: float) -> float:
        return round(size.plot_left + days * scale, 1)

    def y(share: float) -> float:
        return round(bottom - share * PLOT_HEIGHT, 1)

    risk_rows = [line for line in shown if line.shows_risk]
    drawn = [_drawn(line, x, y) for line in shown]
    key = {"label_y": top + 6.0}
    _part_labels([*drawn, *([key] if markers else [])], bottom)
    return Drawing(
        size=size,
        height=bottom + 58 + (18 + RISK_BLOCK * len(risk_rows) if risk_rows else 0),
        top=top,
        bottom=bottom,
        x_ticks=[(x(day), str(round(day / DAYS_PER_MONTH))) for day in tick_days],
        y_ticks=[(y(share), numbers.percent_axis(share)) for share in (0, 0.25, 0.5, 0.75, 1)],
        bands=[_band(run, x, y, lines[0].is_exact) for run in _runs(lines[0].from_start, "lower", "upper")],
        lines=drawn,
        markers=[_marker(marker, x, y) for marker in markers],
        assumed_y=key["label_y"],
        risk=[_risk(line, tick_days, x, numbers, gap) for line in risk_rows],
    )


def _tick_days(last_day: float, most_ticks: int) -> list[int]:
    """Whole months, as few as fit: each tick in days, the last at or after the end of the curves."""
    for step_months in (1, 3, 6, 12, 24, 60):
        count = -(-last_day // (step_months * DAYS_PER_MONTH))
        if count + 1 <= most_ticks:
            break
    return [round(step * step_months * DAYS_PER_MONTH) for step in range(int(max(count, 1)) + 1)]


def _runs(rows: Sequence[Row], *columns: str) -> list[list[Row]]:
    """Unbroken stretches of rows in which every named column has a value."""
    runs: list[list[Row]] = [[]]
    for row in rows:
        if all(row[column] is not None for column in columns):
            runs[-1].append(row)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _corners(run: Sequence[Row], column: str, x: Callable, y: Callable, is_exact: bool) -> list[str]:
    """The points of one column. Between two released ones at least five events are spread that may not be
    shown, so the line runs straight: a stair, flat until the next point, would be too high all the way."""
    corners = [f"{x(row['time_days'])},{y(row[column])}" for row in run]
    if not is_exact:
        return corners
    steps = [f"{x(row['time_days'])},{y(before[column])}" for before, row in pairwise(run)]
    return [corners[0], *(corner for pair in zip(steps, corners[1:], strict=True) for corner in pair)]


def _band(run: Sequence[Row], x: Callable, y: Callable, is_exact: bool) -> str:
    upper, lower = (_corners(run, limit, x, y, is_exact) for limit in ("upper", "lower"))
    return " ".join([*upper, *reversed(lower)])


def _drawn(line: Line, x: Callable, y: Callable) -> dict:
    last = line.visible[-1]
    return {
        "label": line.label,
        "rank": line.rank,
        "paths": [
            "M" + " L".join(_corners(run, "survival", x, y, line.is_exact))
            for run in _runs(line.from_start, "survival")
        ],
        "points": [(x(row["time_days"]), y(row["survival"])) for row in line.visible]
        if line.rank == 0 and not line.is_exact
        else [],
        "end": (x(last["time_days"]), y(last["survival"])),
        "label_y": y(last["survival"]),
    }


def _part_labels(labels: list[dict], bottom: float) -> None:
    """Push the labels apart until each has its own line of text, none below the axis."""
    placed = sorted(labels, key=lambda label: label["label_y"])
    for above, below in pairwise(placed):
        below["label_y"] = max(below["label_y"], above["label_y"] + LABEL_GAP)
    limit = bottom - 6
    for label in reversed(placed):
        label["label_y"] = min(label["label_y"], limit)
        limit = label["label_y"] - LABEL_GAP


def _marker(marker: Marker, x: Callable, y: Callable) -> dict:
    at = (x(marker.time_days), y(marker.share))
    low, high = marker.lower, marker.upper
    if marker.upright:
        ends = [(at[0], y(limit)) for limit in (low, high) if limit is not None]
    else:
        ends = [(x(limit), at[1]) for limit in (low, high) if limit is not None]
    return {"label": marker.label, "at": at, "ends": ends}


def _risk(line: Line, tick_days: Sequence[int], x: Callable, numbers: Numbers, gap: str) -> dict:
    return {
        "label": line.label,
        "rank": line.rank,
        "numbers": [(x(day), _at_risk(line, day, numbers, gap)) for day in tick_days],
    }


def _at_risk(line: Line, day: int, numbers: Numbers, gap: str) -> str:
    """Persons still followed at a tick, from the nearest released point; nothing after the last one."""
    rows = line.visible
    if line.is_exact:
        return next((numbers.whole(row["n_risk"]) for row in rows if row["time_days"] >= day), "0")
    known = [row for row in rows if row["n_risk"] is not None and abs(row["time_days"] - day) <= NEAR_DAYS]
    if known:
        return numbers.whole(min(known, key=lambda row: abs(row["time_days"] - day))["n_risk"])
    return gap if day <= rows[-1]["time_days"] else ""
