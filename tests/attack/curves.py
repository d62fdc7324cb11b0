"""The attack on curves of survival: what released points, limits, sizes and medians say of withheld counts.

A reader knows how many there are at the start, reads the curve, and looks for histories that give it
(`curve_histories`). A count of 1 to 4 persons is found out if no history was found in
which it is at most one, or none in which it is at least four. Looked for are: events and losses between two
released points, losses since the last told number at risk, those who started too late to be followed, and of
two nested groups those in the larger one only who had the event by a time, and who had not. The attacker
makes no use of means of time lived, nor, between two groups, of more than the difference of their numbers.

How many came between two cuts is told on purpose. Where all were followed and three have come, at most three
started too late. So what is found out is asked once more, with the number treated read as if four could have
come: what is hidden then was found out by how few came, and is counted apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

import numpy as np
import polars as pl

from pipelines.methods.curve_histories import (
    ANY,
    ANY_NUMBER,
    EXACT,
    Cell,
    Histories,
    Point,
    Within,
    are_there,
    hides_losses,
    histories,
)
from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.known_beside import known_beside
from pipelines.methods.told_points import points_of_median
from tests.attack.edition import Edition
from tests.attack.resting import resting_on_none

MEASURE, VARIANT = "overall_survival", "kaplan_meier"
COHORTS = ("inside", "inside_or_undetermined", "all_treated")
"""Each lies within the next."""
SMALLEST, LARGEST = 1, 4
ROUNDED_EVENTS = ("n_events_at_least", "n_events_at_most")
END = 100_000
"""A time after everybody is gone: events are counted up to there beside a median."""


@dataclass(frozen=True)
class Outcome:
    """Names of the small counts found out, and of those that only tells how few came; how many small counts
    there are, and of the agreed times that rest on none how many were told."""

    found: tuple[tuple, ...]
    by_how_few_came: tuple[tuple, ...]
    n_small: int
    n_agreed: int
    n_agreed_told: int


@dataclass(frozen=True)
class Curve:
    """A curve as it is told, the sizes that the group may have had at the start, and the exact curve.

    `released` are the places of its own points; other points are told by a median. `n_more` can have been
    treated than were, as far as is known.
    """

    cohort: str
    points: tuple[Point, ...]
    released: tuple[int, ...]
    sizes: tuple[int, ...]
    exact: pl.DataFrame
    n_more: int = 0

    @property
    def n(self) -> int:
        return int(self.exact["n_risk"].max() or 0)

    def so_far(self, time_days: float) -> dict[str, int]:
        """How many had had the event, and how many were lost, up to a time."""
        before = self.exact.filter(pl.col("time_days") <= time_days)
        return {"died": int(before["n_event"].sum()), "lost": int(before["n_censor"].sum())}

    @cached_property
    def histories(self) -> Histories:
        """Of the first size that gives any."""
        found = (histories(n, self.points) for n in self.sizes)
        return next((one for one in found if len(one)), histories(self.sizes[0], self.points))

    def could_have(self, sizes: Sequence[int]) -> bool:
        """Whether there are histories of a group of one of these sizes."""
        return are_there(sizes, self.points)


def attack_curves(edition: Edition, others: Sequence[Edition] = ()) -> Outcome:
    """Every curve of survival of one study at one cut, by a reader who has the `others` of its cuts too."""
    curves = [
        curve
        for cohort in COHORTS
        if (curve := _beside(curve_of(edition, cohort), edition.cut, others)) is not None
    ]
    small = _small_counts(edition, curves)
    found = [name for name, is_hidden in small if not is_hidden]
    by_how_few: set[tuple] = set()
    if found:
        wider = [_as_if_four_came(curve, edition, others) for curve in curves]
        by_how_few = {name for name, is_hidden in _small_counts(edition, wider) if is_hidden}
    agreed = agreed_kept(edition)
    return Outcome(
        tuple(name for name in found if name not in by_how_few),
        tuple(name for name in found if name in by_how_few),
        len(small),
        len(agreed),
        sum(agreed),
    )


def agreed_kept(edition: Edition) -> list[bool]:
    """Of survival at agreed times that rests on no small number: whether each was told."""
    agreed = resting_on_none(_estimates(edition.exact, MEASURE), edition.exact["survival_curve"])
    told = _estimates(edition.released, MEASURE).filter(pl.col("estimate").is_not_null())
    at = set(told.select("cohort", "time_days").iter_rows())
    return [one in at for one in agreed.select("cohort", "time_days").iter_rows()]


def _small_counts(edition: Edition, curves: Sequence[Curve]) -> list[tuple[tuple, bool]]:
    return [
        *(one for curve in curves for one in (*between_points(curve), *_too_late(edition, curve))),
        *(one for smaller, larger in pairwise(curves) for one in in_larger_only(smaller, larger)),
    ]


def _as_if_four_came(curve: Curve, edition: Edition, others: Sequence[Edition]) -> Curve:
    """A curve of a reader who does not know that fewer than four were treated since the cut before."""
    before = max(
        (other for other in others if other.cut < edition.cut), key=lambda one: one.cut, default=None
    )
    now, then = (one and _size(one.released, "number_treated", curve.cohort) for one in (edition, before))
    if now is None or then is None or not 0 < now - then < LARGEST:
        return curve
    n_more = LARGEST - (now - then)
    sizes = dict.fromkeys([*curve.sizes, *(size + n_more for size in curve.sizes)])
    return replace(curve, sizes=tuple(sizes), n_more=n_more)


def _beside(curve: Curve | None, cut: date, others: Sequence[Edition]) -> Curve | None:
    """With what the counts of other cuts say of it."""
    if curve is None:
        return None
    drawn = [
        Drawn(other.cut, told.points, None, {})
        for other in others
        if (told := curve_of(other, curve.cohort)) is not None
    ]
    return replace(curve, points=known_beside(curve.points, cut, drawn))


def between_points(curve: Curve) -> Iterator[tuple[tuple, bool]]:
    """Small numbers between two released points, and of losses since the last told number at risk."""
    last, last_told = -1, -1
    for place in curve.released:
        point = curve.points[place]
        for name in ("died", "lost"):
            if _is_small(_since(curve, name, last, place)):
                yield (curve.cohort, name, point.time_days), _hides(curve, name, last, place)
        if last_told != last and _is_small(_since(curve, "lost", last_told, place)):
            yield (curve.cohort, "lost since told", point.time_days), _hides(curve, "lost", last_told, place)
        last = place
        last_told = last_told if point.n_at_risk is None else place


def _since(curve: Curve, name: str, before: int, place: int) -> int:
    start = curve.points[before].time_days if before >= 0 else -1
    return curve.so_far(curve.points[place].time_days)[name] - curve.so_far(start)[name]


def _hides(curve: Curve, name: str, before: int, place: int) -> bool:
    """Whether histories with at most one and with at least four are known, or are found when looked for."""
    if name == "lost":
        return hides_losses(curve.sizes, curve.points, before + 1, place)
    if not len(curve.histories):
        return False
    counts = getattr(curve.histories, name)[:, before + 1 : place + 1].sum(axis=1)
    return counts.min() <= SMALLEST and counts.max() >= LARGEST


def _too_late(edition: Edition, curve: Curve) -> Iterator[tuple[tuple, bool]]:
    """The size told of those treated, and the curve of those of them who could be followed."""
    treated = _size(edition.released, "number_treated", curve.cohort)
    n_treated = _size(edition.exact, "number_treated", curve.cohort)
    if treated is not None and n_treated is not None and _is_small(n_treated - curve.n):
        late = [
            [n for n in curve.sizes if 0 <= treated - n <= SMALLEST],
            [n for n in curve.sizes if treated + curve.n_more - n >= LARGEST],
        ]
        yield (curve.cohort, "too late"), all(curve.could_have(sizes) for sizes in late)


def in_larger_only(smaller: Curve, larger: Curve) -> Iterator[tuple[tuple, bool]]:
    """Of those in the larger group only: who had the event by a time that both tell, and who had not."""
    if not (len(smaller.histories) and len(larger.histories)):
        return
    size = larger.n - smaller.n
    places = {larger.points[place].time_days: place for place in larger.released}
    for place in smaller.released:
        point = smaller.points[place]
        if point.time_days not in places:
            continue
        died = larger.so_far(point.time_days)["died"] - smaller.so_far(point.time_days)["died"]
        of_smaller = _died_up_to(smaller, place)
        of_larger = _died_up_to(larger, places[point.time_days])
        fewest, most = of_larger.min() - of_smaller.max(), of_larger.max() - of_smaller.min()
        for name, n, low, high in (
            ("died in the larger only", died, fewest, most),
            ("lived in the larger only", size - died, size - most, size - fewest),
        ):
            if _is_small(n):
                yield (larger.cohort, name, point.time_days), low <= SMALLEST and high >= LARGEST


def _died_up_to(curve: Curve, place: int) -> np.ndarray:
    return curve.histories.died[:, : place + 1].sum(axis=1)


def _is_small(n: int) -> bool:
    return SMALLEST <= n <= LARGEST


def curve_of(edition: Edition, cohort: str, measure: str = MEASURE, variant: str = VARIANT) -> Curve | None:
    """The curve of a whole group, if any of it is told."""
    released_rows, exact = (
        _of_curve(tables["survival_curve"], cohort, measure, variant)
        for tables in (edition.released, edition.exact)
    )
    rows = released_rows.sort("time_days")
    if rows.is_empty() or exact.is_empty():
        return None
    beside = _estimates(edition.released, measure, variant).filter(pl.col("cohort") == cohort)
    medians = _estimates(edition.released, f"{measure}_median", variant).filter(pl.col("cohort") == cohort)
    own = [*_told_points(rows, beside), *_at_the_end(medians)]
    points = sorted([*own, *_of_median(medians)], key=lambda point: point.time_days)
    released = tuple(place for place, point in enumerate(points) if point in own)
    told = _size(edition.released, measure, cohort, variant)
    fewest, most = _rounded_size(edition.released, measure, cohort, variant)
    treated = _size(edition.released, "number_treated", cohort)
    n = int(exact["n_risk"].max() or 0)
    if told is not None:
        sizes = [told]
    elif most < np.inf:
        sizes = range(max(1, int(fewest)), int(min(most, treated or most)) + 1)
    elif treated is not None and (measure, variant) == (MEASURE, VARIANT):
        sizes = range(max(1, treated - 2 * LARGEST), treated + 1)
    else:
        sizes = range(max(1, n - LARGEST), n + LARGEST + 1)
    nearest = tuple(sorted(sizes, key=lambda size: abs(size - n)))
    return Curve(cohort, tuple(points), released, nearest, exact)


def curve_of_level(
    edition: Edition, cohort: str, subgroup: str, level: str, measure: str = MEASURE, variant: str = VARIANT
) -> Curve | None:
    """What the probabilities of a subgroup's level, or of a definition without a curve, tell of its curve."""
    is_level = (
        (pl.col("cohort") == cohort)
        & (pl.col("subgroup") == subgroup)
        & (pl.col("level") == level)
        & (pl.col("measure") == measure)
        & (pl.col("variant") == variant)
    )
    rows = edition.released["estimate"].filter(is_level & pl.col("estimate").is_not_null()).sort("time_days")
    exact = edition.exact["survival_curve"].filter(is_level)
    if rows.is_empty() or exact.is_empty():
        return None
    n = int(exact["n_risk"].max() or 0)
    told = rows["n"].drop_nulls().unique().to_list()
    points = tuple(
        Point(
            row["time_days"],
            *(_cell(row[name], row["rounded_to"]) for name in ("estimate", "lower", "upper")),
            n_events=row["n_events"],
        )
        for row in rows.to_dicts()
    )
    sizes = told or sorted(range(max(1, n - LARGEST), n + LARGEST + 1), key=lambda size: abs(size - n))
    return Curve(cohort, points, tuple(range(len(points))), tuple(sizes), exact)


def _told_points(rows: pl.DataFrame, beside: pl.DataFrame) -> Iterator[Point]:
    """The points of the curve; numbers of events stand beside estimates too."""
    n_events = dict(beside.select("time_days", "n_events").iter_rows())
    rounded = {time: limits for time, *limits in beside.select("time_days", *ROUNDED_EVENTS).iter_rows()}
    events = 0
    for row in rows.to_dicts():
        events += row["n_event"] or 0
        is_one = row["survival"] > 0.5 and row["lower"] is None
        yield Point(
            row["time_days"],
            *(
                (1 - EXACT, 1 + EXACT) if is_one else _cell(row[name], row.get("rounded_to"))
                for name in ("survival", "lower", "upper")
            ),
            n_events=n_events.get(row["time_days"]) if row["n_event"] is None else events,
            n_at_risk=row["n_risk"],
            events_within=_within(*rounded.get(row["time_days"], (None, None))),
        )


def _within(at_least: int | None, at_most: int | None) -> Within:
    return ANY_NUMBER if at_least is None or at_most is None else (at_least, at_most)


def _at_the_end(medians: pl.DataFrame) -> Iterator[Point]:
    """How many had the event in all stands beside a median; nobody is left then."""
    for n_events, *limits in medians.select("n_events", *ROUNDED_EVENTS).iter_rows():
        if n_events is not None or limits[0] is not None:
            yield Point(END, n_events=n_events, n_at_risk=0, events_within=_within(*limits))


def _of_median(medians: pl.DataFrame) -> Iterator[Point]:
    """What a median and its limits tell of the curve."""
    for median in medians.filter(pl.col("rounded_to").is_not_null()).to_dicts():
        yield from points_of_median(median)


def _cell(value: float | None, step: float | None) -> Cell:
    width = EXACT if step is None else step / 2
    return ANY if value is None else (value - width, value + width)


def _of_curve(curves: pl.DataFrame, cohort: str, measure: str, variant: str) -> pl.DataFrame:
    return curves.filter(
        (pl.col("cohort") == cohort)
        & (pl.col("subgroup") == "all")
        & (pl.col("measure") == measure)
        & (pl.col("variant") == variant)
    )


def _estimates(tables: Mapping[str, pl.DataFrame], measure: str, variant: str = VARIANT) -> pl.DataFrame:
    return tables["estimate"].filter(
        (pl.col("measure") == measure)
        & pl.col("variant").is_in([variant, "new_starters"])
        & (pl.col("subgroup") == "all")
        & pl.col("cohort").is_in(COHORTS)
    )


def _size(
    tables: Mapping[str, pl.DataFrame], measure: str, cohort: str, variant: str = VARIANT
) -> int | None:
    rows = _estimates(tables, measure, variant).filter(
        (pl.col("cohort") == cohort) & pl.col("n").is_not_null()
    )
    return None if rows.is_empty() else int(rows["n"].max() or 0)


def _rounded_size(
    tables: Mapping[str, pl.DataFrame], measure: str, cohort: str, variant: str
) -> tuple[float, float]:
    """Between which numbers the size of a group lies that rows tell rounded."""
    rows = pl.concat(_estimates(tables, f"{measure}{kind}", variant) for kind in ("", "_mean", "_median"))
    told = rows.filter((pl.col("cohort") == cohort) & pl.col("n_at_least").is_not_null())
    return (0, np.inf) if told.is_empty() else (told["n_at_least"].max(), told["n_at_most"].min())
