"""How alike two groups are, as a drawing: a line for each covariate, a ring before, a dot after weighting."""

from collections.abc import Sequence
from dataclasses import dataclass

BALANCED = 0.1
"""A standardised difference above this is usually called imbalance (Austin 2009)."""

LINE_HEIGHT = 26
TOP = 10


@dataclass(frozen=True)
class BalanceSize:
    """The frame of a drawing, in pixels of its own coordinate system."""

    name: str
    width: int
    plot_left: int
    plot_right: int


BALANCE_SIZES = (
    BalanceSize("wide", width=760, plot_left=230, plot_right=700),
    BalanceSize("narrow", width=380, plot_left=176, plot_right=356),
)


@dataclass(frozen=True)
class BalanceDrawing:
    """Everything the template writes down; coordinates in pixels."""

    size: BalanceSize
    height: int
    bottom: int
    zero: float
    balanced: tuple[float, float]
    ticks: list[tuple[float, float]]
    lines: list[dict]


def balance_drawing(
    lines: Sequence[tuple[str, float | None, float | None]], size: BalanceSize
) -> BalanceDrawing:
    """Lay out lines of label and standardised difference before and after; a missing one has no mark."""
    numbers = [abs(number) for _, *pair in lines for number in pair if number is not None]
    end = _end(max([*numbers, BALANCED]))
    scale = (size.plot_right - size.plot_left) / (2 * end)
    middle = (size.plot_left + size.plot_right) / 2

    def x(difference: float) -> float:
        return round(middle + difference * scale, 1)

    bottom = TOP + LINE_HEIGHT * len(lines)
    return BalanceDrawing(
        size=size,
        height=bottom + 46,
        bottom=bottom,
        zero=x(0),
        balanced=(x(-BALANCED), x(BALANCED)),
        ticks=[(x(tick), tick) for tick in (-end, -end / 2, 0, end / 2, end)],
        lines=[
            {
                "label": label,
                "y": TOP + LINE_HEIGHT * place + LINE_HEIGHT / 2,
                "before": None if before is None else x(before),
                "after": None if after is None else x(after),
            }
            for place, (label, before, after) in enumerate(lines)
        ],
    )


def _end(largest: float) -> float:
    """A round end of the scale that holds every mark."""
    return next((end for end in (0.2, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0) if largest <= end), largest)
