"""What editions counted beside curves, and whether counts of another edition differ from it by few persons.

Who has had the event by a time has had it by every later time too, and at every later cut; who is followed
beyond a time is so beyond every earlier time, and at every later cut. So the events told now at a time, less
those that an earlier cut told last at that time or before, are persons: those who had it in between. And so
are those beyond the time now, less those that an earlier cut told first at that time or after. Both are none
or at least five.

The events told now, less those that an earlier cut told at a later time, are at most as many as were added by
that time: they are not two to four, which would say that it was more than one. So too of persons beyond.

Beside a later cut it is the other way round; editions of one cut are compared both ways.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import inf
from typing import NamedTuple

import polars as pl

from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.net_survival_release import BESIDE_SURVIVAL
from pipelines.methods.read_off import curve_of, events_and_lost
from schemas.outcome.time_to_event import TIMED_MEASURES

CURVE = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant"]
TOLD = ["agreement_id", "data_cut", *CURVE[1:], "time_days", "n_events", "n_beyond"]
ALL_FOLLOW_UP = inf
"""The time up to which events are counted over all follow-up."""


class Counted(NamedTuple):
    """What one edition counted of one curve: events so far and persons beyond, by time in days."""

    data_cut: date
    events: Mapping[float, int]
    beyond: Mapping[float, int]


Editions = Mapping[tuple, Sequence[Counted]]
"""By the values of CURVE, one for each edition that counted."""


def curves_told(points: pl.DataFrame, estimates: pl.DataFrame) -> pl.DataFrame:
    """The counts of an edition in the columns TOLD, from its curves and its estimates as released.

    `points` has the columns of `released.survival_curve`, `estimates` those of `released.estimate`. Without a
    time are the events over all follow-up that stand beside a median. Net and expected survival count fewer
    persons than the curve, and are left out.
    """
    counted = (
        points.filter(pl.col("n_event").is_not_null())
        .sort("time_days")
        .select(
            *(name for name in TOLD if name not in ("n_events", "n_beyond")),
            n_events=pl.col("n_event").cum_sum().over(CURVE),
            n_beyond="n_risk",
        )
    )
    measure, definition = curve_of()
    beside = (
        estimates.filter(~pl.col("measure").is_in(BESIDE_SURVIVAL))
        .with_columns(n_events=events_and_lost()[0])
        .with_columns(measure=measure, variant=definition)
        .filter(pl.col("measure").is_in(TIMED_MEASURES) & pl.col("n_events").is_not_null())
        .select(*TOLD[:-1], n_beyond=pl.lit(None, pl.Int64))
    )
    together = pl.concat([counted, beside], how="vertical_relaxed")
    return together.sort(TOLD, nulls_last=True).unique(TOLD[:-2], keep="first", maintain_order=True)


def counted_by_edition(published: pl.DataFrame) -> dict[tuple, list[Counted]]:
    """What each edition of `reference.published_curve` counted, by the values of CURVE."""
    editions: dict[tuple, list[Counted]] = {}
    rows = published.sort(pl.all()).with_columns(
        pl.col("time_days").cast(pl.Float64).fill_null(ALL_FOLLOW_UP)
    )
    for key, of_edition in rows.group_by(*CURVE, "data_cut", "build_id", maintain_order=True):
        told = of_edition.select("time_days", "n_events", "n_beyond").rows()
        counted = Counted(
            key[-2],
            {time: events for time, events, _ in told},
            {time: beyond for time, _, beyond in told if beyond is not None},
        )
        editions.setdefault(key[:-2], []).append(counted)
    return editions


def differs_by_few(
    data_cut: date, time_days: float, n_events: int, n_beyond: int | None, editions: Iterable[Counted]
) -> bool:
    """Whether counts at a time of a curve tell of 1 to 4 persons beside what other editions counted of it."""
    return any(
        _is_few_added(data_cut, time_days, n_events, edition.data_cut, edition.events)
        or (
            n_beyond is not None
            and _is_few_added(data_cut, -time_days, n_beyond, edition.data_cut, _turned(edition.beyond))
        )
        for edition in editions
    )


def _is_few_added(data_cut: date, time: float, n: int, other_cut: date, other: Mapping[float, int]) -> bool:
    """Whether what one edition tells up to a time and another up to its times says that few were added.

    Both numbers grow with time, and from one cut to the next.
    """
    up_to = [m for told, m in other.items() if told <= time]
    onwards = [m for told, m in other.items() if told >= time]
    last_point = max((told for told in other if told != ALL_FOLLOW_UP), default=-ALL_FOLLOW_UP)
    beside, at_least = [], []
    if other_cut <= data_cut:
        beside += [max(up_to)] if up_to else []
        at_least += [n - m for m in onwards]
    if other_cut >= data_cut:
        beside += [min(onwards)] if onwards else []
        at_least += [m - n for m in up_to]
    if time >= last_point:
        # How far its follow-up went after its last point is not told: all of it may lie before this time.
        beside += [m for told, m in other.items() if told >= last_point]
    return any(is_sensitive(abs(n - m)) for m in beside) or any(1 < m < THRESHOLD for m in at_least)


def _turned(beyond: Mapping[float, int]) -> dict[float, int]:
    """Persons beyond a time are the fewer, the later it is."""
    return {-time: n for time, n in beyond.items()}
