"""The patient flow as geometry: a box for each group, and beside it those who leave there and why."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.reports.edition import Row
from pipelines.reports.language import Language
from pipelines.reports.numbers import Numbers


@dataclass(frozen=True)
class FlowSize:
    """Box widths in pixels, and how many characters fit on a line of each."""

    name: str
    width: int
    main_width: int
    side_left: int
    main_characters: int
    side_characters: int

    @property
    def side_width(self) -> int:
        return self.width - self.side_left - 1


FLOW_SIZES = (
    FlowSize("wide", width=760, main_width=330, side_left=420, main_characters=44, side_characters=46),
    FlowSize("narrow", width=380, main_width=186, side_left=212, main_characters=25, side_characters=22),
)
LINE = 16
BETWEEN = 40


@dataclass(frozen=True)
class Box:
    """A group: where its box stands, its number, its words, and its share of all treated (or None)."""

    x: float
    y: float
    width: float
    height: float
    number: str
    lines: list[str]
    bar: float | None


@dataclass(frozen=True)
class FlowDrawing:
    size: FlowSize
    height: float
    boxes: list[Box]
    side_boxes: list[Box]
    arrows: list[tuple[float, float, float, float]]


def flow_drawing(
    steps: Sequence[Row], size: FlowSize, language: Language, numbers: Numbers, gap: str
) -> FlowDrawing:
    """Lay out the attrition steps from the top down. `gap` stands where a number is withheld."""
    boxes: list[Box] = []
    side_boxes: list[Box] = []
    arrows = []
    top = 1.0
    everyone = steps[0]["n_in"] if steps else None
    for step in steps:
        words = textwrap.wrap(language.text(f"flow.step.{step['step']}"), size.main_characters)
        height = 36 + LINE * len(words)
        share = step["n_in"] / everyone if everyone and step["n_in"] is not None else None
        box = Box(1, top, size.main_width, height, _count(step["n_in"], numbers, gap), words, share)
        middle = size.main_width / 2
        if boxes:
            arrows.append((middle, boxes[-1].y + boxes[-1].height, middle, top))
        boxes.append(box)
        top += height + BETWEEN
        if step["reason"] == "analysed":
            continue
        reason = textwrap.wrap(language.text(f"flow.reason.{step['reason']}"), size.side_characters)
        side_height = 30 + LINE * len(reason)
        side_top = box.y + box.height + BETWEEN / 2 - side_height / 2
        top = max(top, side_top + side_height + 10)
        side = Box(
            size.side_left, side_top, size.side_width, side_height,
            _count(step["n_out"], numbers, gap), reason, None,
        )  # fmt: skip
        side_boxes.append(side)
        branch = side_top + side_height / 2
        arrows.append((middle, branch, size.side_left, branch))
    return FlowDrawing(size, top - BETWEEN + 2, boxes, side_boxes, arrows)


def _count(number: int | None, numbers: Numbers, gap: str) -> str:
    return gap if number is None else numbers.whole(number)
