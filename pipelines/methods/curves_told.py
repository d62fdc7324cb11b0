"""What editions counted beside curves, and whether counts of another edition differ from it by few persons.

Who has had the event by a time has had it by every later time too, and at every later cut; who is followed
beyond a time is so beyond every earlier time, and at every later cut. So the events told now at a time, less
those that an earlier cut told last at that time or before, are persons: those who had it in between. And so
are those beyond the time now, less those that an earlier cut told first at that time or after. Both are none
or at least five.

The events told now, less those that an earlier cut told at a later time, are at most as many as were added by
that time: they are not two to four, which would say that it was more than one. So too of persons beyond.

So too between two times: the events told now between them, less those that an earlier cut told between
times that lie between them, are persons. Persons beyond are not judged so, since who was followed to a day
between the two then may be followed beyond both now.

Beside a later cut it is the other way round. Editions of one cut are compared both ways, and by those lost to
follow-up too: who was, was as early in the one as in the other.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from math import inf
from typing import NamedTuple

import polars as pl

from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.net_survival_release import BESIDE_SURVIVAL
from pipelines.methods.read_off import curve_of, events_and_lost
from schemas.outcome.time_to_event import TIMED_MEASURES

CURVE = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant"]
TOLD = ["agreement_id", "data_cut", *CURVE[1:], "time_days", "n_events", "n_beyond", "n_lost"]
NUMBERS = TOLD[-3:]
ALL_FOLLOW_UP = inf
"""The time up to which events are counted over all follow-up."""


class Counted(NamedTuple):
    """What one edition counted of one curve, by time in days: events so far, persons beyond, lost so far."""

    data_cut: date
    events: Mapping[float, int]
    beyond: Mapping[float, int]
    lost: Mapping[float, int] = {}


class So(NamedTuple):
    """What is to be counted of a curve up to a time: events so far, persons beyond and lost, where told."""

    time_days: float
    n_events: int
    n_beyond: int | None = None
    n_lost: int | None = None


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
            *(name for name in TOLD if name not in NUMBERS),
            n_events=pl.col("n_event").cum_sum().over(CURVE),
            n_beyond="n_risk",
            n_lost=pl.col("n_censor").cum_sum().over(CURVE),
        )
    )
    measure, definition = curve_of()
    beside = (
        estimates.filter(~pl.col("measure").is_in(BESIDE_SURVIVAL))
        .with_columns(n_events=events_and_lost()[0])
        .with_columns(measure=measure, variant=definition)
        .filter(pl.col("measure").is_in(TIMED_MEASURES) & pl.col("n_events").is_not_null())
        .select(*TOLD[:-2], n_beyond=pl.lit(None, pl.Int64), n_lost=pl.lit(None, pl.Int64))
    )
    together = pl.concat([counted, beside], how="vertical_relaxed")
    return together.sort(TOLD, nulls_last=True).unique(TOLD[:-3], keep="first", maintain_order=True)


def counted_by_edition(published: pl.DataFrame) -> dict[tuple, list[Counted]]:
    """What each edition of `reference.published_curve` counted, by the values of CURVE."""
    editions: dict[tuple, list[Counted]] = {}
    rows = published.sort(pl.all()).with_columns(
        pl.col("time_days").cast(pl.Float64).fill_null(ALL_FOLLOW_UP)
    )
    for key, of_edition in rows.group_by(*CURVE, "data_cut", "build_id", maintain_order=True):
        by_time = [
            {time: n for time, n in of_edition.select("time_days", name).rows() if n is not None}
            for name in NUMBERS
        ]
        counted = Counted(key[-2], *by_time)
        editions.setdefault(key[:-2], []).append(counted)
    return editions


def differs_by_few(data_cut: date, now: So, editions: Iterable[Counted], others: Collection[So] = ()) -> bool:
    """Whether counts of a curve at one time tell of 1 to 4 persons beside what other editions counted of it.

    By themselves, and with the `others` that the same edition counts of the curve: between two times.
    """
    earlier = [other for other in others if other.time_days < now.time_days]
    later = [other for other in others if other.time_days > now.time_days]
    pairs = [*((one, now) for one in earlier), *((now, one) for one in later)]
    return any(
        _is_few_so_far(data_cut, now, edition)
        or any(_is_few_between(data_cut, one, other, edition) for one, other in pairs)
        for edition in editions
    )


def _is_few_so_far(data_cut: date, now: So, edition: Counted) -> bool:
    numbers = [(now.time_days, now.n_events, edition.events)]
    if now.n_beyond is not None:
        numbers.append((-now.time_days, now.n_beyond, _turned(edition.beyond)))
    if now.n_lost is not None and edition.data_cut == data_cut:
        numbers.append((now.time_days, now.n_lost, edition.lost))
    return any(_is_few_added(data_cut, time, n, edition.data_cut, told) for time, n, told in numbers)


def _is_few_between(data_cut: date, one: So, other: So, edition: Counted) -> bool:
    """Whether the events, or persons lost, between two times differ by few from those of an edition."""
    numbers = [(other.n_events - one.n_events, edition.events)]
    if edition.data_cut == data_cut and one.n_lost is not None and other.n_lost is not None:
        numbers.append((other.n_lost - one.n_lost, edition.lost))
    return any(
        _is_few_added_between(data_cut, one.time_days, other.time_days, n, edition.data_cut, told)
        for n, told in numbers
    )


def _is_few_added_between(
    data_cut: date, begin: float, end: float, n: int, other_cut: date, other: Mapping[float, int]
) -> bool:
    within = _between(other, begin, end, is_within=True)
    around = _between(other, begin, end, is_within=False)
    beside, at_least = [], []
    if other_cut <= data_cut:
        beside += within
        at_least += [n - m for m in around]
    if other_cut >= data_cut:
        beside += around
        at_least += [m - n for m in within]
    return any(is_sensitive(abs(n - m)) for m in beside) or any(1 < m < THRESHOLD for m in at_least)


def _between(told: Mapping[float, int], begin: float, end: float, is_within: bool) -> list[int]:
    """How many an edition tells between two of its times that lie within these, or around them."""
    if is_within:
        firsts = [told[time] for time in sorted(told) if time >= begin][:1]
        lasts = [told[time] for time in sorted(told) if time <= end][-1:]
    else:
        firsts = [0, *(told[time] for time in sorted(told) if time <= begin)][-1:]
        lasts = [told[time] for time in sorted(told) if time >= end][:1]
    last_point = _last_point(told)
    if end >= last_point > begin:
        # All of its follow-up may lie before the end, as in `_is_few_added`.
        lasts += [m for time, m in told.items() if time >= last_point]
    return [last - first for first in firsts for last in lasts if last >= first]


def _is_few_added(data_cut: date, time: float, n: int, other_cut: date, other: Mapping[float, int]) -> bool:
    """Whether what one edition tells up to a time and another up to its times says that few were added.

    Both numbers grow with time, and from one cut to the next.
    """
    up_to = [m for told, m in other.items() if told <= time]
    onwards = [m for told, m in other.items() if told >= time]
    beside, at_least = [], []
    if other_cut <= data_cut:
        beside += [max(up_to)] if up_to else []
        at_least += [n - m for m in onwards]
    if other_cut >= data_cut:
        beside += [min(onwards)] if onwards else []
        at_least += [m - n for m in up_to]
    last_point = _last_point(other)
    if time >= last_point:
        # How far its follow-up went after its last point is not told: all of it may lie before this time.
        beside += [m for told, m in other.items() if told >= last_point]
    return any(is_sensitive(abs(n - m)) for m in beside) or any(1 < m < THRESHOLD for m in at_least)


def _last_point(told: Mapping[float, int]) -> float:
    return max((time for time in told if time != ALL_FOLLOW_UP), default=-ALL_FOLLOW_UP)


def _turned(beyond: Mapping[float, int]) -> dict[float, int]:
    """Persons beyond a time are the fewer, the later it is."""
    return {-time: n for time, n in beyond.items()}
