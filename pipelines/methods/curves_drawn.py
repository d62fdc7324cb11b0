"""What editions drew of curves: points, what medians tell, and probabilities of curves that are not drawn.

Frozen with a cut as limits between which a curve and its own limits lie, with the exact numbers behind them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import inf
from typing import Any, NamedTuple

import polars as pl

from pipelines.methods.curve_histories import ANY, Point
from pipelines.methods.curves_told import CURVE
from pipelines.methods.patient_flow import EARLIER_COHORT
from pipelines.methods.survival_terms import SENSITIVITY
from pipelines.methods.told_points import (
    point_of_all,
    points_of_curve,
    points_of_estimates,
    points_of_median,
)
from schemas.outcome.time_to_event import TIMED_MEASURES

CELLS = ("survival", "lower", "upper")
LIMITS = [f"{cell}_{limit}" for cell in CELLS for limit in ("least", "most")]
EXACT = ["n_at_start", "n_events_exact", "n_lost_exact"]
DRAWN = ["agreement_id", "data_cut", *CURVE[1:], "time_days", *LIMITS, "n_events", "n_at_risk", *EXACT]
KEY = ["data_cut", *CURVE]
GROUPS_AS_THEY_ARE = {
    "n_events_treated": "unadjusted_treated",
    "n_events_comparators": "unadjusted_comparator",
}
"""The number of deaths in each group of a comparison, with the variant of its curve."""
NUMBERS = dict.fromkeys(["time_days", *LIMITS], pl.Float64) | dict.fromkeys(
    ["n_events", "n_at_risk", *EXACT], pl.Int64
)


class Drawn(NamedTuple):
    """A curve as one edition tells it, and exactly: persons at the start, and by some times those who had the
    event, and who were lost, so far.

    The exact numbers are the edition's own; of one whose exact tables are gone they are missing.
    """

    data_cut: date
    points: tuple[Point, ...]
    n_at_start: int | None
    events: Mapping[float, int]
    lost: Mapping[float, int] = {}


Drawings = Mapping[tuple, Sequence[Drawn]]
"""By the values of CURVE, one for each edition that drew the curve."""


def curves_drawn(
    points: pl.DataFrame,
    estimates: pl.DataFrame,
    exact: pl.DataFrame | None = None,
    comparisons: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """What an edition told of its curves, in the columns DRAWN.

    `points` has the columns of `released.survival_curve`, `estimates` those of `released.estimate`, `exact`
    those of `result.survival_curve`, if they are known, `comparisons` those of `released.comparison`. Beside
    the points stand those that medians tell, and, without a time, how many had the event over all follow-up.
    Of comparisons the groups as they are. At other times that probabilities are of nothing is told, and how
    many had had the event is known exactly.
    """
    is_group = (pl.col("subgroup") == "all") | pl.col("variant").is_in(list(GROUPS_AS_THEY_ARE.values()))
    told = points.filter(is_group & pl.col("survival").is_not_null()).sort("time_days")
    without_curve = estimates.filter(is_without_curve()).sort("time_days")
    medians = estimates.filter(pl.col("measure").str.ends_with("_median")).with_columns(
        pl.col("measure").str.strip_suffix("_median")
    )
    drawn: dict[tuple, list[Point]] = {}
    for frame, points_of in (
        (told, points_of_curve),
        (without_curve, points_of_estimates),
        (medians, _of_median),
    ):
        for key, rows in frame.group_by(KEY, maintain_order=True):
            drawn.setdefault(key, []).extend(points_of(rows.iter_rows(named=True)))
    for key, n_events in () if comparisons is None else _deaths_of_groups(comparisons):
        drawn.setdefault(key, []).append(point_of_all(n_events))
    steps = {} if exact is None else dict(iter(exact.sort("time_days").group_by(KEY)))
    times = estimates.filter(pl.col("time_days").is_not_null(), unit="probability", subgroup="all")
    times = times.group_by("agreement_id").agg("time_days")
    asked = {agreement_id: sorted(set(days)) for agreement_id, days in times.iter_rows()}
    rows = [
        dict(zip(KEY, key, strict=True)) | row
        for key, of_curve in sorted(drawn.items(), key=str)
        for row in _rows(_with_asked(of_curve, asked.get(key[1], []) if key in steps else []), steps.get(key))
    ]
    return pl.DataFrame(
        rows, schema={name: points.schema.get(name, pl.String) for name in KEY} | NUMBERS
    ).select(DRAWN)


def is_without_curve() -> pl.Expr:
    """Whether an estimate is told of a curve that does not leave: of a level, under other demands, or of
    those who started before the agreement."""
    is_earlier = pl.col("cohort") == EARLIER_COHORT
    return (
        ((pl.col("subgroup") != "all") | pl.col("variant").is_in(SENSITIVITY) | is_earlier)
        & pl.col("measure").is_in(TIMED_MEASURES)
        & (pl.col("unit") == "probability")
        & pl.col("estimate").is_not_null()
    )


def _of_median(rows: Iterable[Mapping[str, Any]]) -> Iterator[Point]:
    for row in rows:
        if row["rounded_to"] is not None:
            yield from points_of_median(row)
        if row["n_events"] is not None:
            yield point_of_all(row["n_events"])


def _deaths_of_groups(comparisons: pl.DataFrame) -> Iterator[tuple[tuple, int]]:
    """By the values of KEY, how many have died in all of each group of a comparison, where it is told."""
    for row in comparisons.iter_rows(named=True):
        for name, variant in GROUPS_AS_THEY_ARE.items():
            if row[name] is not None:
                of_group = (row["agreement_id"], row["cohort"], "comparator", row["comparator_id"])
                yield (row["data_cut"], *of_group, "overall_survival", variant), row[name]


def _with_asked(points: Sequence[Point], asked: Iterable[float]) -> list[Point]:
    told = {point.time_days for point in points}
    return [*points, *(Point(time) for time in asked if time not in told)]


def _says_nothing(point: Point) -> bool:
    return point == Point(point.time_days)


def _rows(points: Sequence[Point], exact: pl.DataFrame | None) -> Iterator[dict[str, Any]]:
    for point in sorted(points, key=lambda point: point.time_days):
        row: dict[str, Any] = {
            "time_days": None if point.time_days == inf else point.time_days,
            "n_events": point.n_events,
            "n_at_risk": point.n_at_risk,
        }
        for name in CELLS:
            cell = getattr(point, name)
            row[f"{name}_least"], row[f"{name}_most"] = (None, None) if cell == ANY else cell
        if exact is not None:
            row["n_at_start"] = exact["n_risk"].max()
            so_far = exact.filter(pl.col("time_days") <= point.time_days)
            row["n_events_exact"], row["n_lost_exact"] = so_far["n_event"].sum(), so_far["n_censor"].sum()
        yield row


def drawn_by_edition(published: pl.DataFrame) -> dict[tuple, list[Drawn]]:
    """What each edition of `reference.published_point` drew, by the values of CURVE."""
    editions: dict[tuple, list[Drawn]] = {}
    rows = published.with_columns(pl.col("time_days").fill_null(inf)).sort(
        "build_id", "data_cut", "time_days"
    )
    for key, of_edition in rows.group_by(*CURVE, "data_cut", "build_id", maintain_order=True):
        told = of_edition.to_dicts()
        points = [_point(row) for row in told]
        drawn = Drawn(
            key[-2],
            tuple(point for point in points if not _says_nothing(point)),
            told[0]["n_at_start"],
            {row["time_days"]: n for row in told if (n := row["n_events_exact"]) is not None},
            {
                point.time_days: n
                for point, row in zip(points, told, strict=True)
                if (n := row["n_lost_exact"]) is not None and not _says_nothing(point)
            },
        )
        editions.setdefault(key[:-2], []).append(drawn)
    return editions


def _point(row: Mapping[str, Any]) -> Point:
    limits = [(row[f"{name}_least"], row[f"{name}_most"]) for name in CELLS]
    cells = [ANY if low is None else (low, high) for low, high in limits]
    return Point(row["time_days"], *cells, row["n_events"], row["n_at_risk"])


def drawn_here(points: pl.DataFrame, estimates: pl.DataFrame, exact: pl.DataFrame | None) -> Drawings:
    """What one edition draws of its curves, as `curves_drawn`."""
    drawn = curves_drawn(points, estimates, exact)
    return drawn_by_edition(drawn.with_columns(build_id=pl.lit("")))
