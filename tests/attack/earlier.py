"""The attack on the survival of those who started before the agreement, at one cut and from one to another.

Their number is that of the patient flow, and their survival is told from a year after the first dose, of
those who were followed so far. A reader looks for histories that give the probabilities, their limits and
the median (`tests/attack/curves.py`), as if everybody were at risk at once, and for each cut (`drawn`).
Looked for are the few who are not among them, who died or were lost between two times, and who joined or
died from one cut to another. Nobody new starts before the agreement.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from tests.attack.curves import LARGEST, MEASURE, SMALLEST, Curve, between_points, curve_of_level
from tests.attack.drawn import small_between
from tests.attack.edition import Edition
from tests.attack.flow import EARLIER

VARIANT = "landmark_365"
Small = tuple[tuple, bool]
"""The name of a small number, and whether it is hidden."""


@dataclass(frozen=True)
class Outcome:
    """Names of the small numbers found out, how many there are; probabilities, and how many are told."""

    found: tuple[tuple, ...]
    n_small: int
    n_agreed: int
    n_agreed_told: int


def attack_earlier(editions: Sequence[Edition]) -> Outcome:
    """Four editions of one study, oldest first."""
    small = [*_of_editions(editions), *_between_editions(editions)]
    exact, told = (
        sum(_at_times(table)["estimate"].is_not_null().sum() for table in tables)
        for tables in (
            [edition.exact["estimate"] for edition in editions],
            [edition.released["estimate"] for edition in editions],
        )
    )
    return Outcome(tuple(name for name, is_hidden in small if not is_hidden), len(small), exact, told)


def _of_editions(editions: Sequence[Edition]) -> Iterator[Small]:
    for edition in editions:
        curve = _curve(edition)
        if curve is not None:
            for name, is_hidden in between_points(curve):
                yield (edition.cut, *name), is_hidden
        yield from _not_followed(edition)


def _not_followed(edition: Edition) -> Iterator[Small]:
    """Those of the flow of whom no survival is told."""
    n_exact = _size(edition.exact)
    if n_exact is None:
        return
    n_left_out = _flow(edition.exact) - n_exact
    if SMALLEST <= n_left_out <= LARGEST:
        n, sizes = _flow(edition.released), _sizes(edition)
        left_out = [] if n is None else [n - size for size in sizes]
        is_hidden = n is None or (min(left_out) <= SMALLEST and max(left_out) >= LARGEST)
        yield (edition.cut, "not followed"), is_hidden


def _sizes(edition: Edition) -> list[int]:
    """How many of them can be followed, by all that is told of their survival."""
    told, n_exact = _size(edition.released), _size(edition.exact)
    if told is not None:
        return [told]
    most = _flow(edition.released)
    sizes = range(max(1, n_exact - LARGEST), n_exact + LARGEST + 1)
    curve = _curve(edition)
    return [
        n
        for n in sizes
        if n == n_exact or ((most is None or n <= most) and (curve is None or curve.could_have([n])))
    ]


def _between_editions(editions: Sequence[Edition]) -> Iterator[Small]:
    for before, after in combinations(editions, 2):
        then, now = _size(before.exact), _size(after.exact)
        if then is not None and now is not None and SMALLEST <= now - then <= LARGEST:
            joined = [late - early for early in _sizes(before) for late in _sizes(after)]
            is_hidden = min(joined) <= SMALLEST and max(joined) >= LARGEST
            yield (before.cut, after.cut, "joined"), is_hidden
        for time, is_hidden in small_between(_curve(before), _curve(after)):
            yield (before.cut, after.cut, "died", time), is_hidden


def _curve(edition: Edition) -> Curve | None:
    return curve_of_level(edition, EARLIER, "all", "all", MEASURE, VARIANT)


def _at_times(estimates: pl.DataFrame) -> pl.DataFrame:
    return estimates.filter(cohort=EARLIER, measure=MEASURE, variant=VARIANT)


def _size(tables: dict[str, pl.DataFrame]) -> int | None:
    """How many of them survival is told of."""
    rows = tables["estimate"].filter(pl.col("n").is_not_null(), cohort=EARLIER, variant=VARIANT)
    return None if rows.is_empty() else int(rows["n"][0])


def _flow(tables: dict[str, pl.DataFrame]) -> int | None:
    return next(iter(tables["attrition"].filter(reason=EARLIER)["n_out"]), None)
