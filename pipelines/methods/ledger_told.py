"""What editions tell of why persons are not followed further, and what a reader knows from all of them.

Beside the ledger stand the counts of its curve, by the same times and others, and the number of the cohort.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import inf
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from pipelines.methods.curves_drawn import Drawn, drawn_by_edition
from pipelines.methods.curves_told import Counted, counted_by_edition
from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.editions_told import relate_editions
from pipelines.methods.ledger_groups import ABROAD, CAUSES, DIED, START, Group, LedgerGroups
from pipelines.methods.patient_flow import COUNTED_COHORT

if TYPE_CHECKING:
    from pipelines.methods.withholding import Knowledge

TOPIC = "follow_up_ledger"
"""Topic of these numbers among the published counts; their item is the time in days."""
IS_PUBLIC = (
    (pl.col("measure") == "overall_survival")
    & (pl.col("variant") == "kaplan_meier")
    & (pl.col("cohort") == COUNTED_COHORT)
)
"""What the ledger that leaves is of, and the curve that it stands beside."""
TIME = ["agreement_id", "data_cut", "time_days"]


def numbers_by_cause(ledger: pl.DataFrame) -> pl.DataFrame:
    """How many were not followed further by cause, of a ledger as released or exactly, zeros written out.

    Of a time whose causes are withheld the numbers are missing.
    """
    shown = ledger.filter(IS_PUBLIC)
    times = shown.group_by(TIME, maintain_order=True).agg(is_withheld=pl.col("suppressed").any())
    causes = pl.DataFrame({"state": CAUSES}, schema={"state": ledger.schema["state"]})
    return (
        times.join(causes, how="cross")
        .join(shown.select(*TIME, "state", "n"), on=[*TIME, "state"], how="left")
        .with_columns(n=pl.when(~pl.col("is_withheld")).then(pl.col("n").fill_null(0)))
        .select(*TIME, "state", "n")
    )


def ledger_told(released: pl.DataFrame, exact: pl.DataFrame | None) -> pl.DataFrame:
    """The numbers by cause of `released.follow_up_ledger`, as published counts, and which others are small.

    Where the exact table is not known (erased, or never kept), whatever was withheld may be small.
    """
    told = numbers_by_cause(released)
    behind = told if exact is None else numbers_by_cause(exact)
    row = [*TIME, "state"]
    return told.join(behind.rename({"n": "n_exact"}), on=row, how="full", coalesce=True).select(
        "agreement_id",
        "data_cut",
        topic=pl.lit(TOPIC),
        item=pl.col("time_days").cast(pl.String),
        grouping=pl.lit("all"),
        level=pl.lit("all"),
        category="state",
        n="n",
        is_small=pl.when(pl.col("n").is_null()).then(pl.col("n_exact").is_between(1, THRESHOLD - 1)),
        n_exact="n_exact",
    )


class Cause(NamedTuple):
    """Names a number of the ledger: not followed further by a time, for a reason."""

    time_days: float
    cause: str


class Number(NamedTuple):
    """A number of the ledger as an edition tells it, and exactly; missing where it is not told, or known."""

    told: int | None
    exactly: int | None


@dataclass(frozen=True)
class Told:
    """What one edition tells of one agreement: the number of the cohort, what it counts of the curve, and by
    cause. `lost_between` are times between which few were lost, and how many is withheld."""

    edition: tuple
    data_cut: date
    n_inside: int | None
    counted: Counted | None
    by_cause: Mapping[Cause, Number]
    lost_between: Sequence[tuple[float, float]]

    def judging(self, exactly: Mapping[Cause, int]) -> "Told":
        """The same of an edition whose numbers by cause are to be judged."""
        return replace(self, by_cause={name: Number(None, n) for name, n in exactly.items()})

    @property
    def times(self) -> set[float]:
        """The times that anything is told by, or withheld."""
        counted = set() if self.counted is None else set(self.counted.events)
        lost = {time for pair in self.lost_between for time in pair}
        return (counted | lost | {name.time_days for name in self.by_cause}) - {START, inf}

    def known(self, knowledge: "Knowledge", groups: LedgerGroups) -> None:
        """Write into `knowledge` what the edition tells."""
        if self.n_inside is not None:
            knowledge.is_at_most(groups.beyond(START), self.n_inside)
        if self.counted is not None:
            for time, n in self.counted.events.items():
                knowledge.is_exactly(groups.ended([DIED], time), n)
            for time, n in self.counted.lost.items():
                knowledge.is_exactly(groups.ended(CAUSES, time), n)
            for time, n in self.counted.beyond.items():
                knowledge.is_exactly(groups.beyond(time), n)
        for name, number in self.by_cause.items():
            if number.told is not None:
                knowledge.is_exactly(groups.ended([name.cause], name.time_days), number.told)

    def small(self, groups: LedgerGroups) -> Iterator[list[Group]]:
        """What may be small: by cause since one time up to another, and those lost between two points."""
        for since, time in _pairs(self.by_cause):
            for cause in CAUSES:
                if _may_be_small(self.gone(cause, since, time)):
                    yield groups.ended([cause], time, since)
        for since, time in self.lost_between:
            yield groups.ended(CAUSES, time, since)

    def gone(self, cause: str, since: float, time: float) -> int | None:
        """How many exactly were not followed further, since one time up to another; None if not known."""
        ends = [self.by_cause[Cause(one, cause)].exactly for one in (since, time) if one > START]
        if None in ends:
            return None
        return ends[-1] - (ends[0] if len(ends) == 2 else 0)


def told_by_edition(counts: pl.DataFrame, curves: pl.DataFrame, points: pl.DataFrame) -> list[Told]:
    """What each edition told of one agreement, from rows of the tables `reference.published_` of its name."""
    curves, points = (frame.filter(IS_PUBLIC, subgroup="all") for frame in (curves, points))
    of_topic = counts.filter(
        (pl.col("topic") == TOPIC) | ((pl.col("topic") == "flow") & (pl.col("category") == COUNTED_COHORT))
    )
    key = ["data_cut", "build_id"]
    editions = pl.concat([frame.select(key) for frame in (of_topic, curves, points)]).unique().sort(key)
    return [
        _told(edition, *(frame.filter(data_cut=edition[0], build_id=edition[1]) for frame in
                         (of_topic, curves, points)))
        for edition in editions.iter_rows()
    ]  # fmt: skip


def _told(edition: tuple, counts: pl.DataFrame, curves: pl.DataFrame, points: pl.DataFrame) -> Told:
    by_cause = counts.filter(topic=TOPIC).select("item", "category", "n", "n_exact")
    sizes = counts.filter(topic="flow")["n"].drop_nulls()
    counted = [one for of_curve in counted_by_edition(curves).values() for one in of_curve]
    drawn = [one for of_curve in drawn_by_edition(points).values() for one in of_curve]
    return Told(
        edition,
        edition[0],
        sizes[0] if len(sizes) else None,
        counted[0] if counted else None,
        {Cause(float(time), cause): Number(n, n_exact) for time, cause, n, n_exact in by_cause.iter_rows()},
        [pair for one in drawn for pair in _few_lost(one)],
    )


def _few_lost(drawn: Drawn) -> Iterator[tuple[float, float]]:
    """Since the point before, or the last with counts, up to a point: where few were lost."""
    before = counted = START
    for point in drawn.points:
        if not point.is_of_curve or point.time_days not in drawn.lost:
            continue
        for since in sorted({before, counted}):
            if is_sensitive(drawn.lost[point.time_days] - drawn.lost.get(since, 0)):
                yield since, point.time_days
        before = point.time_days
        counted = before if point.is_counted else counted


def know_editions(knowledge: "Knowledge", now: Told, before: Sequence[Told]) -> tuple[LedgerGroups, list]:
    """Write into `knowledge` what all editions tell; returns the groups of now, and sums that may be small.

    Those are by cause at every cut, those lost between points, and who went abroad from one cut to another.
    """
    times = tuple(sorted({time for told in (now, *before) for time in told.times} | {inf}))
    editions = {told.edition: told for told in (*before, now)}
    groups = {name: LedgerGroups(name, told.data_cut, times) for name, told in editions.items()}
    hidden: list[list[Group]] = []
    for name, told in editions.items():
        told.known(knowledge, groups[name])
        hidden += told.small(groups[name])

    def relate(earlier: LedgerGroups, later: LedgerGroups) -> None:
        earlier.relate_to_later(knowledge, later)
        both = editions[earlier.edition], editions[later.edition]
        for since, time in _pairs(both[0].by_cause.keys() & both[1].by_cause.keys()):
            then, since_then = (told.gone(ABROAD, since, time) for told in both)
            n_gone = None if then is None or since_then is None else since_then - then
            if _may_be_small(n_gone):
                hidden.append(later.since(earlier).ended([ABROAD], time, since))

    relate_editions(groups[now.edition], [groups[told.edition] for told in before], relate)
    return groups[now.edition], hidden


def _pairs(names: Iterable[Cause]) -> Iterator[tuple[float, float]]:
    """Every two times of these, and from the start."""
    return combinations(sorted({START, *(name.time_days for name in names)}), 2)


def _may_be_small(n: int | None) -> bool:
    return n is None or is_sensitive(n)
