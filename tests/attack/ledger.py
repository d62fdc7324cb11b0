"""The attack on the ledger of follow-up: who died, went abroad, or was not followed further, and by when.

Followed is the cohort that the ledger is of, from one cut to the next. Whoever died or went abroad by a time
did so at every later cut; whoever was not followed further than to a time is followed to it, or further, and
may be found to have died or gone abroad since; whoever started too late to be followed is followed at the
next cut, and others come. The unknowns are the persons of each way through the cuts, of which two that follow
each other are looked at together. Counts of the curve, of its estimates, of the patient flow and of the
ledger bind their sums. Where rows of the ledger have left, there is nobody of the causes without one; where
causes are withheld both have one, whoever they are of.

How many came between two cuts is told on purpose. What is found out is asked once more as if four could have
come to the cohort where one to three came: what is hidden then was found out by how few came.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise, product

import polars as pl

from pipelines.methods.patient_flow import COUNTED_COHORT
from tests.attack.curves import END, LARGEST, MEASURE, SMALLEST, VARIANT
from tests.attack.edition import Edition
from tests.attack.puzzle import Puzzle
from tests.attack.study import CRITERIA, DELAY_DAYS, Study

DIED, ABROAD, NOT_FURTHER = "death", "emigrated", "complete_to"
CAUSES = (ABROAD, NOT_FURTHER)
LATE = ("late", 0)
LEDGER_DAYS = (183, 365, 548, 730, 1095, 1461)

State = tuple[str, float]
"""What became of a person, and the time that is looked at by which it had."""
Group = list


@dataclass(frozen=True)
class Outcome:
    """Names of the small numbers found out, of those that only tell how few came, and how many small ones
    there are; of the numbers by cause that are not small, how many there are, and how many are told."""

    found: tuple[tuple, ...]
    by_how_few_came: tuple[tuple, ...]
    n_small: int
    n_others: int
    n_told: int


def attack_ledger(study: Study, editions: Sequence[Edition]) -> Outcome:
    """Everything told of who is followed in one study at these cuts, oldest first, against small numbers."""
    times = _times(editions)
    truth = _truth(study, [edition.cut for edition in editions], times)
    puzzle = _known(editions, times)
    small = [
        (name, added, taken)
        for name, added, taken in _asked(editions, times)
        if SMALLEST <= _sum(truth, added) - _sum(truth, taken) <= LARGEST
    ]
    puzzle.look_around([(added, taken) for _, added, taken in small])
    bound = [one for one in small if not puzzle.hides_one_to_four(*one[1:])]
    unaware = _known(editions, times, knows_how_few_came=False) if bound else puzzle
    by_how_few = [one[0] for one in bound if unaware.hides_one_to_four(*one[1:])]
    others = [is_told for edition in editions for is_told in ledger_kept(edition)]
    found = tuple(one[0] for one in bound if one[0] not in by_how_few)
    return Outcome(found, tuple(by_how_few), len(small), len(others), sum(others))


def ledger_kept(edition: Edition) -> list[bool]:
    """Of the numbers by cause that rest on no small number: whether each was told.

    By one time of the ledger they rest on those since the time before, as what is read off a curve does, and
    on those of the other cause: beside all who are not followed further, a number tells both.
    """
    exact = _ledger(edition.exact).filter(pl.col("state").is_in(CAUSES)).sort("time_days")
    since = pl.col("n") - pl.col("n").shift(1, fill_value=0).over("state", order_by="time_days")
    are_few = (pl.col("n").is_between(SMALLEST, LARGEST).any()).over("time_days")
    resting = exact.filter(~are_few, ~since.is_between(SMALLEST, LARGEST))
    told = _ledger(edition.released).filter(pl.col("n").is_not_null()).select("time_days", "state")
    at = set(told.iter_rows())
    return [one in at for one in resting.select("time_days", "state").iter_rows()]


def by(cut: date, kind: str, times: Sequence[float], time: float, since: float = -1) -> Group:
    """Those of a kind at a cut since one time up to another."""
    return [(cut, kind, one) for one in times if since < one <= time]


def beyond(cut: date, times: Sequence[float], time: float) -> Group:
    """Those followed beyond a time."""
    return [(cut, kind, one) for kind in (DIED, *CAUSES) for one in times if one > time]


def know_series(puzzle: Puzzle, cuts: Sequence[date], times: Sequence[float]) -> None:
    """How persons come from a state at one cut to a state at the next."""
    for before, after in pairwise(cuts):
        ways = list(_ways(times))
        for state in _states(times):
            onwards = [(before, *state, *then) for one, then in ways if one == state]
            since = [(before, *one, *state) for one, then in ways if then == state]
            puzzle.is_exactly([(before, *state)], 0, onwards)
            puzzle.is_exactly([(after, *state)], 0, [*since, (after, "came", *state)])


def know_edition(puzzle: Puzzle, edition: Edition, times: Sequence[float], n_more: int = 0) -> None:
    """What one edition tells; as if `n_more` than came to the cohort could have come."""
    cut = edition.cut
    everybody = [(cut, *state) for state in _states(times)]
    for n in edition.released["attrition"].filter(reason="analysed")["n_in"].drop_nulls():
        puzzle.know(everybody, n, n + n_more)
    lost = events = 0
    for row in _curve(edition).filter(pl.col("n_event").is_not_null()).to_dicts():
        time = row["time_days"]
        events, lost = events + row["n_event"], lost + row["n_censor"]
        puzzle.is_exactly(by(cut, DIED, times, time), events)
        puzzle.is_exactly([one for cause in CAUSES for one in by(cut, cause, times, time)], lost)
        puzzle.is_exactly(beyond(cut, times, time), row["n_risk"])
    for time, n, n_events in _survival(edition).select("time_days", "n", "n_events").iter_rows():
        if n is not None:
            puzzle.is_exactly([one for one in everybody if one[1:] != LATE], n)
        if n_events is not None:
            puzzle.is_exactly(by(cut, DIED, times, END if time is None else time), n_events)
    for (time,), rows in _ledger(edition.released).group_by("time_days"):
        states = dict(rows.select("state", "n").iter_rows())
        for cause in CAUSES:
            n = states.get(cause, 0)
            if n is not None:
                puzzle.is_exactly(by(cut, cause, times, time), n)


def _known(editions: Sequence[Edition], times: Sequence[float], knows_how_few_came: bool = True) -> Puzzle:
    """All that these editions tell; or as if never fewer than four had come to the cohort."""
    puzzle = Puzzle()
    before = None
    for edition in editions:
        now = next(iter(edition.released["attrition"].filter(reason="analysed")["n_in"]), None)
        came = 0 if now is None or before is None else now - before
        few = 0 < came < LARGEST and not knows_how_few_came
        know_edition(puzzle, edition, times, LARGEST - came if few else 0)
        before = now
    know_series(puzzle, [edition.cut for edition in editions], times)
    return puzzle


def _asked(editions: Sequence[Edition], times: Sequence[float]) -> Iterator[tuple[tuple, Group, Group]]:
    """Name, persons added and persons taken of every number that must not be found out where it is small."""
    between = [(-1, time) for time in LEDGER_DAYS] + list(combinations(LEDGER_DAYS, 2))
    for edition in editions:
        cut = edition.cut
        for cause, (since, time) in product(CAUSES, between):
            yield (cut, cause, since, time), by(cut, cause, times, time, since), []
        for since, time in pairwise([-1, *_curve(edition)["time_days"]]):
            group = [one for cause in CAUSES for one in by(cut, cause, times, time, since)]
            yield (cut, "lost", since, time), group, []
    for before, after in combinations([edition.cut for edition in editions], 2):
        for since, time in between:
            then, now = (by(cut, ABROAD, times, time, since) for cut in (before, after))
            yield (before, after, ABROAD, since, time), now, then
    for before, after in pairwise(edition.cut for edition in editions):
        for time in LEDGER_DAYS:
            ended = [way for way in _ways(times) if way[0][0] == NOT_FURTHER and way[0][1] <= time]
            for kind in (DIED, ABROAD):
                group = [(before, *one, *then) for one, then in ended if then[0] == kind and then[1] <= time]
                yield (before, after, NOT_FURTHER, kind, time), group, []
            group = [(before, *one, *then) for one, then in ended if then[1] > time]
            yield (before, after, NOT_FURTHER, "followed", time), group, []


def _times(editions: Sequence[Edition]) -> list[float]:
    """All times that anything is told by."""
    told = (time for edition in editions for time in _curve(edition)["time_days"])
    return sorted({*told, *LEDGER_DAYS, END})


def _states(times: Sequence[float]) -> list[State]:
    return [LATE, *product((DIED, *CAUSES), times)]


def _ways(times: Sequence[float]) -> Iterator[tuple[State, State]]:
    """From which state at one cut to which at the next."""
    for then in product((DIED, *CAUSES), times):
        yield LATE, then
        if then[0] != NOT_FURTHER:
            yield then, then
        for time in times:
            if time <= then[1]:
                yield (NOT_FURTHER, time), then


def _curve(edition: Edition) -> pl.DataFrame:
    return (
        edition.released["survival_curve"]
        .filter(cohort=COUNTED_COHORT, subgroup="all", measure=MEASURE, variant=VARIANT)
        .sort("time_days")
    )


def _survival(edition: Edition) -> pl.DataFrame:
    """The rows of survival and of its median."""
    return edition.released["estimate"].filter(
        pl.col("measure").is_in([MEASURE, f"{MEASURE}_median"]),
        cohort=COUNTED_COHORT, subgroup="all", variant=VARIANT,
    )  # fmt: skip


def _ledger(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    return tables["follow_up_ledger"].filter(cohort=COUNTED_COHORT, measure=MEASURE, variant=VARIANT)


def _sum(truth: Mapping[tuple, int], group: Group) -> int:
    return sum(truth[name] for name in group)


def _truth(study: Study, cuts: Sequence[date], times: Sequence[float]) -> Counter:
    """How many persons there are in each state at each cut, and on each way to the next."""
    inside = study.persons.filter(
        *(pl.col(criterion) == "met" for criterion in CRITERIA), starter="new_starter"
    )
    counted: Counter = Counter()
    for person in inside.iter_rows(named=True):
        states = [(cut, state) for cut in cuts if (state := _state(person, cut, times)) is not None]
        counted.update((cut, *state) for cut, state in states)
        counted.update((before, *one, *then) for (before, one), (_, then) in pairwise(states))
        if states and states[0][0] != cuts[0]:
            counted[states[0][0], "came", *states[0][1]] += 1
    return counted


def _state(person: Mapping, cut: date, times: Sequence[float]) -> State | None:
    """What had become of a person at a cut; None of whom had not started."""
    if person["index_date"] > cut:
        return None
    followed = (cut - timedelta(days=DELAY_DAYS) - person["index_date"]).days
    if followed < 0:
        return LATE
    ends = {DIED: person["death_days"], ABROAD: person["emigration_days"], NOT_FURTHER: followed}
    kind = min(ends, key=lambda one: ends[one])
    return kind, next(time for time in times if time >= ends[kind])
