"""The attack on how treatment ended, at one cut and from one cut to another.

Whoever has ended treatment by a cause, or begun a next line, or died without one, has done so by every later
time and at every later cut, by the same cause; who was followed beyond a time still is; others come. The
unknowns are, at each cut, the persons who ended by each cause, or were followed no further, between the times
that anything is told of. Counts of the curves bind them, numbers of persons and of the patient flow, and what
incidences say of how few and how many there are (`ended_told`). Who died on treatment died without a next
line, who died so has died, and who changed has a next line: what is left over of these is nobody or somebody.
Where deaths are known to a later day than next lines, some died who are lost to these, or are not among them.

What would be found out if no incidence were told is the matter of attacks on curves, and is counted apart.
How many came between two cuts is told on purpose. What is found out is asked once more as if four could have
come to the cohort where one to three came: what is hidden then was found out by how few came.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

import polars as pl

from pipelines.methods.precision import probability_step
from tests.attack.curves import END, LARGEST, MEASURE, SMALLEST, VARIANT, Curve, curve_of
from tests.attack.drawn import EFFORTS, ranges_of, up_to
from tests.attack.edition import Edition
from tests.attack.ended_told import (
    CAUSES,
    COHORT,
    DAYS,
    ENDED,
    NEXT,
    Numbers,
    Told,
    possible_numbers,
    told_of,
)
from tests.attack.puzzle import Puzzle, is_small

Kind = tuple[str, str]
Group = list
TIMES = [(kind, time) for kind in CAUSES for time in DAYS[kind]]
LOST = "lost"
USUALLY, ROUGHLY = "in the usual step", "in a longer step"
UNSEEN, LATE = "died when next lines were not known", "late"
AFTER, OFF, LATER = "died after a next line", "died off treatment", "next line after the end"


@dataclass(frozen=True)
class Outcome:
    """Names of the small numbers found out, of those that curves alone give away, of those that only tell how
    few came, and of all; incidences that rest on no small number, how many of them are told, and in longer
    steps than their number of persons asks for."""

    found: tuple[tuple, ...]
    by_curves_alone: tuple[tuple, ...]
    by_how_few_came: tuple[tuple, ...]
    small: tuple[tuple, ...]
    n_others: int
    n_told: int
    n_in_longer_steps: int


@dataclass(frozen=True)
class Asked:
    """A number of persons: its name, how many there are, and as a sum of unknowns."""

    name: tuple
    n: int
    added: Group
    taken: Group


class Series:
    """What the editions of one study tell, oldest first, and exactly."""

    def __init__(self, editions: Sequence[Edition], knows_incidences: bool = True) -> None:
        self.editions = editions
        self.told = {
            (one.cut, kind): told_of(one, kind, knows_incidences) for one in editions for kind in CAUSES
        }
        self.survival = {one.cut: curve_of(one, COHORT) for one in editions}
        self.times = {kind: self._times(kind) for kind in CAUSES}
        self.exact = {one.cut: _exactly(one) for one in editions}
        self.flow = {one.cut: _flow(one) for one in editions}
        self.unseen = {
            one.cut: dict(one.exact["unseen"].select("time_days", "n").iter_rows()) for one in editions
        }
        self._numbers: dict[tuple, Numbers] = {}

    def _times(self, kind: Kind) -> list[float]:
        points = (
            point.time_days
            for edition in self.editions
            if (told := self.told[edition.cut, kind]) is not None
            for point in told.curve.points
        )
        return sorted({*points, *DAYS[kind], END})

    def numbers(self, cut: date, kind: Kind, effort: int) -> Numbers:
        """How few and how many, where what is true is possible."""
        if (cut, kind, effort) not in self._numbers:
            told = self.told[cut, kind]
            found = {} if told is None else possible_numbers(told, up_to(effort))
            exact = self.exact[cut]
            for name, (low, high) in found.items():
                n = exact.get((kind, *name)) if name[0] != "any" else told.curve.so_far(name[1])["died"]
                if len(name) == 3:
                    n = exact[kind, name[0], name[2]] - exact[kind, name[0], name[1]]
                found[name] = (low, high) if n is None else (min(low, n), max(high, n))
            self._numbers[cut, kind, effort] = found
        return self._numbers[cut, kind, effort]


def attack_ended(editions: Sequence[Edition]) -> Outcome:
    """The editions of one study, oldest first."""
    series = Series(editions)
    small = [one for one in _asked(series) if SMALLEST <= one.n <= LARGEST]
    bound = small
    for effort in EFFORTS:
        bound = _bound(_known(series, effort), bound)
    found, of_curves = bound, []
    if bound:
        found = _bound(_known(series, EFFORTS[-1], knows_how_few_came=False), bound)
        of_curves = _bound(_known(Series(editions, knows_incidences=False), EFFORTS[-1]), found)
    return Outcome(
        tuple(one.name for one in found if one not in of_curves),
        tuple(one.name for one in of_curves),
        tuple(one.name for one in bound if one not in found),
        tuple(one.name for one in small),
        *_incidences(editions),
    )


def _bound(puzzle: Puzzle, asked: Sequence[Asked]) -> list[Asked]:
    if asked:
        puzzle.look_around([(one.added, one.taken) for one in asked])
    return [one for one in asked if not puzzle.hides_one_to_four(one.added, one.taken)]


def _by(series: Series, cut: date, kind: Kind, cause: str, time: float, since: float = -1) -> Group:
    return [(cut, kind, cause, one) for one in series.times[kind] if since < one <= time]


def _any(series: Series, cut: date, kind: Kind, time: float, since: float = -1) -> Group:
    return [name for cause in CAUSES[kind] for name in _by(series, cut, kind, cause, time, since)]


def _died(series: Series, cut: date, time: float) -> Group:
    died = _by(series, cut, NEXT, "death", time)
    return [*died, (cut, AFTER, time), *_unseen(series, cut, time)]


def _beyond(series: Series, cut: date, kind: Kind, time: float) -> Group:
    return [name for cause in (*CAUSES[kind], LOST) for name in _by(series, cut, kind, cause, END, time)]


def _known(series: Series, effort: int, knows_how_few_came: bool = True) -> Puzzle:
    puzzle = Puzzle()
    before: int | None = None
    for edition in series.editions:
        cut = edition.cut
        now = series.flow[cut]
        came = 0 if now is None or before is None else now - before
        few = 0 < came < LARGEST and not knows_how_few_came
        more = LARGEST - came if few else 0
        before = now
        for kind in CAUSES:
            everybody = _beyond(series, cut, kind, -1)
            if now is not None:
                puzzle.know([*everybody, (cut, kind, LATE)], now, now + more)
            told = series.told[cut, kind]
            if told is not None:
                _know_curve(puzzle, series, cut, kind, told, more)
            for name, (low, high) in series.numbers(cut, kind, effort).items():
                if name[0] == "any":
                    puzzle.know(_any(series, cut, kind, name[1]), low, high)
                else:
                    cause, *between = name
                    group = _by(series, cut, kind, cause, between[-1], *(between[:-1]))
                    puzzle.know(group, low, high)
        _know_both(puzzle, series, cut, effort)
    for earlier, later in pairwise(edition.cut for edition in series.editions):
        for kind in CAUSES:
            for time in series.times[kind]:
                for cause in CAUSES[kind]:
                    puzzle.know([(later, kind, cause, time)], 0, taken=[(earlier, kind, cause, time)])
            for time in (-1, *series.times[kind]):
                puzzle.know(_beyond(series, later, kind, time), 0, taken=_beyond(series, earlier, kind, time))
        for time in DAYS[NEXT]:
            puzzle.know([(later, AFTER, time)], 0, taken=[(earlier, AFTER, time)])
            died_then, died_now = (_died(series, cut, time) for cut in (earlier, later))
            puzzle.know(died_now, 0, taken=died_then)
    return puzzle


def _know_curve(puzzle: Puzzle, series: Series, cut: date, kind: Kind, told: Told, more: int) -> None:
    curve = told.curve
    if len(curve.sizes) == 1:
        puzzle.is_exactly(_beyond(series, cut, kind, -1), curve.sizes[0])
    for point in curve.points:
        if point.n_events is not None:
            puzzle.is_exactly(_any(series, cut, kind, point.time_days), point.n_events)
        if point.n_at_risk is not None:
            puzzle.is_exactly(_beyond(series, cut, kind, point.time_days), point.n_at_risk)


def _know_both(puzzle: Puzzle, series: Series, cut: date, effort: int) -> None:
    """What the two competitions, and survival, say of each other."""
    for time in DAYS[NEXT]:
        began = _by(series, cut, NEXT, "next_line", time)
        puzzle.know(began, 0, taken=[(cut, AFTER, time)])
        low, high = _deaths(series.survival[cut], time, effort)
        unseen = _unseen(series, cut, time)
        puzzle.know(_died(series, cut, time), low, high)
        if unseen:
            lost = _by(series, cut, NEXT, LOST, time)
            puzzle.know([*lost, (cut, NEXT, LATE)], 0, taken=unseen)
    for time in DAYS[ENDED]:
        for left_over, cause in ((OFF, "death"), (LATER, "next_line")):
            puzzle.is_exactly(
                [*_by(series, cut, ENDED, cause, time), (cut, left_over, time)],
                0,
                _by(series, cut, NEXT, cause, time),
            )


def _unseen(series: Series, cut: date, time: float) -> Group:
    return [(cut, UNSEEN, time)] if time in series.unseen[cut] else []


def _deaths(curve: Curve | None, time: float, effort: int) -> tuple[float, float]:
    """How few and how many may have died by a time."""
    if curve is None:
        return 0, float("inf")
    drawn = ranges_of(curve, effort)
    low = max((low for at, (low, _) in drawn.items() if at <= time), default=0)
    return low, min((high for at, (_, high) in drawn.items() if at >= time), default=float("inf"))


def _asked(series: Series) -> Iterator[Asked]:
    for edition in series.editions:
        cut, exact = edition.cut, series.exact[edition.cut]
        for kind, time in TIMES:
            for since in (-1, *(day for day in DAYS[kind] if day < time)):
                for cause in CAUSES[kind]:
                    n = exact[kind, cause, time] - exact.get((kind, cause, since), 0)
                    yield Asked(
                        (cut, *kind, cause, since, time), n, _by(series, cut, kind, cause, time, since), []
                    )
            everybody = _beyond(series, cut, kind, -1)
            n_ended = sum(exact[kind, cause, time] for cause in CAUSES[kind])
            yield Asked(
                (cut, *kind, "not ended", time), exact[kind, "n"] - n_ended, everybody,
                _any(series, cut, kind, time),
            )  # fmt: skip
            n_followed = exact[kind, "beyond", time]
            yield Asked((cut, *kind, "still", time), n_followed, _beyond(series, cut, kind, time), [])
        for time in DAYS[NEXT]:
            n_unseen, unseen = series.unseen[cut].get(time, 0), _unseen(series, cut, time)
            n = exact["died", time] - exact[NEXT, "death", time] - n_unseen
            yield Asked((cut, AFTER, time), n, [(cut, AFTER, time)], [])
            if unseen:
                yield Asked((cut, UNSEEN, time), n_unseen, unseen, [])
                yield Asked((cut, AFTER, UNSEEN, time), n + n_unseen, [(cut, AFTER, time), *unseen], [])
            living = exact[NEXT, "next_line", time] - n
            yield Asked(
                (cut, "lives after a next line", time), living, _by(series, cut, NEXT, "next_line", time),
                [(cut, AFTER, time)],
            )  # fmt: skip
        for time in DAYS[ENDED]:
            for left_over, cause in ((OFF, "death"), (LATER, "next_line")):
                n = exact[NEXT, cause, time] - exact[ENDED, cause, time]
                yield Asked((cut, left_over, time), n, [(cut, left_over, time)], [])
    for one, other in combinations(series.editions, 2):
        yield from _added(series, one.cut, other.cut)


def _added(series: Series, before: date, after: date) -> Iterator[Asked]:
    """Those who ended between two cuts, by a time or between two."""
    then, now = series.exact[before], series.exact[after]
    for kind, time in TIMES:
        for since in (-1, *(day for day in DAYS[kind] if day < time)):
            n_all, added, taken = 0, [], []
            for cause in CAUSES[kind]:
                n = sum(
                    sign * (numbers[kind, cause, time] - numbers.get((kind, cause, since), 0))
                    for sign, numbers in ((1, now), (-1, then))
                )
                groups = [_by(series, cut, kind, cause, time, since) for cut in (after, before)]
                yield Asked((before, after, *kind, cause, since, time), n, *groups)
                n_all += n
                added += groups[0]
                taken += groups[1]
            yield Asked((before, after, *kind, "any", since, time), n_all, added, taken)


def _exactly(edition: Edition) -> dict[tuple, int]:
    """How many there are of each cause by each time, in all, and followed further."""
    exact: dict[tuple, int] = {}
    estimates = edition.exact["estimate"].filter(cohort=COHORT, subgroup="all")
    curves = edition.exact["survival_curve"].filter(cohort=COHORT, subgroup="all")
    for kind, causes in CAUSES.items():
        curve = curves.filter(measure=kind[0], variant=kind[1])
        exact[kind, "n"] = int(curve["n_risk"].max() or 0)
        for time in DAYS[kind]:
            later = curve.filter(pl.col("time_days") > time)
            exact[kind, "beyond", time] = int(later["n_event"].sum() + later["n_censor"].sum())
            for cause, measure in causes.items():
                rows = estimates.filter(measure=measure, variant=kind[1], time_days=time)
                exact[kind, cause, time] = int(rows["n_events"].sum())
    survival = curves.filter(measure=MEASURE, variant=VARIANT)
    for time in DAYS[NEXT]:
        exact["died", time] = int(survival.filter(pl.col("time_days") <= time)["n_event"].sum())
    return exact


def _flow(edition: Edition) -> int | None:
    return next(iter(edition.released["attrition"].filter(reason="analysed")["n_in"]), None)


def _incidences(editions: Sequence[Edition]) -> tuple[int, int, int]:
    """Incidences that rest on no small number, those of them told, and told roughly."""
    told = [one for edition in editions for one in incidences_told(edition)]
    return len(told), sum(one is not None for one in told), sum(one == ROUGHLY for one in told)


def incidences_told(edition: Edition) -> list[str | None]:
    """Of the incidences of the cohort inside that rest on no small number: whether each was told, and how.

    None of those withheld; ROUGHLY where the step is longer than that of so many persons. Small may be
    neither those with any of the causes nor those without, nor those with the cause since the time before,
    nor those followed further.
    """
    exact, released = (
        tables["estimate"].filter(pl.col("estimate").is_not_null(), cohort=COHORT, subgroup="all")
        for tables in (edition.exact, edition.released)
    )
    told: list[str | None] = []
    for kind, causes in CAUSES.items():
        is_it = pl.col("measure").is_in(list(causes.values())) & (pl.col("variant") == kind[1])
        before: dict[str, int] = {}
        for (time,), rows in exact.filter(is_it).sort("time_days").group_by("time_days", maintain_order=True):
            ended = dict(rows.select("measure", "n_events").iter_rows())
            n = int(rows["n"].max())
            since = {measure: n_ended - before.get(measure, 0) for measure, n_ended in ended.items()}
            before = ended
            of_all = [*ended.values(), n - sum(ended.values()), _followed(edition, kind, time)]
            if any(map(is_small, of_all)):
                continue
            steps = dict(released.filter(is_it, time_days=time).select("measure", "rounded_to").iter_rows())
            for measure, n_since in since.items():
                if not is_small(n_since):
                    how = ROUGHLY if steps.get(measure, 0) > _usual_step(n) else USUALLY
                    told.append(how if measure in steps else None)
    return told


def _followed(edition: Edition, kind: Kind, time: int) -> int:
    """How many are followed beyond a time."""
    curve = edition.exact["survival_curve"].filter(
        pl.col("time_days") <= time, cohort=COHORT, subgroup="all", measure=kind[0], variant=kind[1]
    )
    last = curve.sort("time_days").tail(1).select(pl.col("n_risk") - pl.col("n_event") - pl.col("n_censor"))
    return int(last.item()) if curve.height else 0


def _usual_step(n: int) -> float:
    return pl.select(probability_step(pl.lit(n))).item()
