"""Which numbers of events may stand beside an estimate that is read off a curve.

At a time, only where the curve has its counts there. Over all follow-up, only where the curve's last point
has counts, and those who had the event, or were lost to follow-up, since then are none or at least five.
Beside what other editions counted of the same curve or subgroup (`curves_told`), no number leaves that would
tell of few; of a subgroup then none of its levels does, which give each other away.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipelines.methods.curves_told import ALL_FOLLOW_UP, So, counted_by_edition, differs_by_few
from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.net_survival_release import BESIDE_SURVIVAL
from pipelines.methods.read_off import curve_of, events_and_lost

CURVE = ["agreement_id", "cohort", "subgroup", "measure", "variant"]
ROW = [*CURVE, "level", "time_days"]
DRAWN = ["agreement_id", "cohort", "subgroup", "level", "read_off", "definition"]
"""Names the curve that an estimate is read off."""


def open_event_counts(estimates: pl.DataFrame, points: pl.DataFrame, published: pl.DataFrame) -> pl.DataFrame:
    """The rows of `estimates` whose number of events neither its curve nor another edition forbids.

    `estimates` has the exact columns of `result.estimate`, `points` those of `released.survival_curve`,
    `published` those of `reference.published_curve`. The result has the columns of ROW. Estimates that are
    read off no curve that leaves are judged beside other editions only.
    """
    measure, definition = curve_of()
    events, lost = events_and_lost()
    asked = estimates.with_columns(read_off=measure, definition=definition, events=events, lost=lost)
    curve = ["agreement_id", "cohort", "subgroup", "read_off", "definition"]
    known = points.rename({"measure": "read_off", "variant": "definition"})
    counted = known.filter(pl.col("n_event").is_not_null())
    last = known.group_by(curve).agg(
        told_events=pl.col("n_event").sum(),
        told_lost=pl.col("n_censor").sum(),
        ends_counted=pl.col("n_event").sort_by("time_days").last().is_not_null(),
    )
    at_time = counted.select(*curve, "time_days", is_counted=pl.lit(True))
    joined = asked.join(last, on=curve, how="left").join(at_time, on=[*curve, "time_days"], how="left")
    since = (pl.col("events") - pl.col("told_events"), pl.col("lost") - pl.col("told_lost"))
    is_apart = ~pl.any_horizontal(count.is_between(1, THRESHOLD - 1) for count in since)
    is_open = (
        pl.when(pl.col("time_days").is_null()).then(is_apart & pl.col("ends_counted")).otherwise("is_counted")
    )
    opened = joined.filter(is_open.fill_null(False) | pl.col("ends_counted").is_null())
    few = _held_back(opened, counted, published)
    return opened.join(few, on=ROW, how="anti", nulls_equal=True).select(ROW)


def _held_back(asked: pl.DataFrame, counted: pl.DataFrame, published: pl.DataFrame) -> pl.DataFrame:
    """The rows whose events, or those of another level, differ by few from what another edition told.

    By themselves, and since earlier times of the same curve, that it is `counted` at or asked for. Net and
    expected survival count fewer persons than the curve: beside another edition that counted it, their
    numbers of events are not told.
    """
    editions = counted_by_edition(published)
    # Where no number of events was counted, none is told, nor subtracted from another.
    asked = asked.filter(pl.col("events").is_not_null())
    rows = asked.select("data_cut", *DRAWN, "measure", "time_days", "events").to_dicts()
    now: dict[tuple, list[So]] = {}
    for row in rows:
        if row["measure"] not in BESIDE_SURVIVAL:
            now.setdefault(_drawn(row), []).append(_so(row))
    so_far = counted.sort("time_days").with_columns(events=pl.col("n_event").cum_sum().over(DRAWN))
    for row in so_far.select(*DRAWN, "time_days", "events").to_dicts():
        now.setdefault(_drawn(row), []).append(_so(row))
    is_few = [
        _drawn(row) in editions
        if row["measure"] in BESIDE_SURVIVAL
        else differs_by_few(
            row["data_cut"],
            _so(row),
            editions.get(_drawn(row), ()),
            {other for other in now[_drawn(row)] if other.time_days < _so(row).time_days},
        )
        for row in rows
    ]
    of_question = [name for name in ROW if name != "level"]
    few = asked.filter(pl.Series(is_few, dtype=pl.Boolean)).select(of_question).unique()
    return asked.join(few, on=of_question, how="semi", nulls_equal=True).select(ROW).unique()


def _drawn(row: Mapping[str, Any]) -> tuple:
    return tuple(row[name] for name in DRAWN)


def _so(row: Mapping[str, Any]) -> So:
    return So(ALL_FOLLOW_UP if row["time_days"] is None else row["time_days"], row["events"])
