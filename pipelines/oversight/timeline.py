"""The milestones of the next two years as geometry: a line for each agreement, a mark for each date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.oversight.view import Overseen, Oversight, milestones_between

YEARS = 2
KINDS = (
    "reassessment", "data_cut", "evidence_due", "delivery", "legal_basis_expires", "stop", "introduction",
)  # fmt: skip
"""What is drawn, in the order of the legend; later ones lie below earlier ones where dates meet."""

ROW_HEIGHT = 46
LEGEND_LINE = 22
LABEL_WIDTH = 64


@dataclass(frozen=True)
class TimelineSize:
    """The frame of the drawing, in pixels of its own coordinate system."""

    name: str
    width: int
    left: int
    right: int
    quarters_per_label: int
    legend_columns: int


TIMELINE_SIZES = (
    TimelineSize("wide", width=760, left=64, right=748, quarters_per_label=1, legend_columns=3),
    TimelineSize("narrow", width=380, left=58, right=370, quarters_per_label=2, legend_columns=1),
)


@dataclass(frozen=True)
class Mark:
    x: float
    kind: str


@dataclass(frozen=True)
class TimelineRow:
    label: str
    y: float
    marks: list[Mark]


@dataclass(frozen=True)
class Timeline:
    """Everything the template writes down; coordinates in pixels. Ticks carry quarter and year."""

    size: TimelineSize
    height: float
    bottom: float
    rows: list[TimelineRow]
    ticks: list[tuple[float, int, int, bool]]
    legend: list[tuple[float, float, str]]


def timeline(view: Oversight, size: TimelineSize) -> Timeline:
    """Lay out the agreements in force; proposals have no dates that anybody must keep."""
    first, last = view.data_cut, two_years_after(view.data_cut)
    scale = (size.right - size.left) / (last - first).days

    def x(day: date) -> float:
        return round(size.left + (day - first).days * scale, 1)

    rows = [
        TimelineRow(
            item.agreement_id,
            26 + ROW_HEIGHT * place,
            [Mark(x(day), kind) for kind, day in marked_dates(item, first, last)],
        )
        for place, item in enumerate(item for item in view.agreements if not item.is_proposal)
    ]
    bottom = 26 + ROW_HEIGHT * max(len(rows), 1) - 14
    columns, legend_top = size.legend_columns, bottom + 48
    drawn = {mark.kind for row in rows for mark in row.marks}
    kinds = [kind for kind in KINDS if kind in drawn]
    column_width = (size.width - 12) / columns
    legend = [
        (12 + column_width * (place % columns), legend_top + LEGEND_LINE * (place // columns), kind)
        for place, kind in enumerate(kinds)
    ]
    return Timeline(
        size=size,
        height=legend[-1][1] + 14 if legend else legend_top,
        bottom=bottom,
        rows=rows,
        ticks=[
            (x(day), (day.month + 2) // 3, day.year, _has_label(place, x(day), size))
            for place, day in enumerate(quarter_starts(first, last))
        ],
        legend=legend,
    )


def two_years_after(day: date) -> date:
    """The same day two years on; 28 February where that year has no 29th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + YEARS, day.month, 28 if is_leap_day else day.day)


def quarter_starts(first: date, last: date) -> list[date]:
    """First days of the quarters that begin in the span, its last day left out."""
    starts = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in (1, 4, 7, 10)]
    return [day for day in starts if first <= day < last]


def _has_label(place: int, x: float, size: TimelineSize) -> bool:
    return place % size.quarters_per_label == 0 and x + LABEL_WIDTH <= size.width


def marked_dates(item: Overseen, first: date, last: date) -> Sequence[tuple[str, date]]:
    """Kind and date of every mark of an agreement, those to be seen on top last."""
    dated = [(row["kind"], row["milestone_date"]) for row in milestones_between(item.milestones, first, last)]
    dated += [
        ("delivery", row["due_date"])
        for row in item.obligations
        if row["kind"] == "delivery" and row["status"] != "done" and first <= row["due_date"] <= last
    ]
    return sorted(set(dated), key=lambda mark: (-KINDS.index(mark[0]), mark[1]))
