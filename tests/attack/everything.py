"""Everything that is published of a study at four cuts, attacked by every attack, and how much of it is told.

Each attack asks about numbers of its own, and of the rest of the editions knows what it is made to know. What
is told is counted of what rests on no small number, as `resting` has it: no number is of two families.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from operator import add

from tests.attack.answers import attack_answers, estimates_kept
from tests.attack.answers_study import plan_of
from tests.attack.attack import attack, attack_alone, counts_kept
from tests.attack.attack_prom import attack_prom, prom_kept
from tests.attack.compared_curves import attack_compared_curves
from tests.attack.comparison import attack_comparisons, comparisons_kept
from tests.attack.comparison_study import last_dates
from tests.attack.coverage import attack_coverage, coverage_kept, published_coverage
from tests.attack.curves import MEASURE, agreed_kept, attack_curves
from tests.attack.drawn import attack_drawn
from tests.attack.edition import Edition, published_series
from tests.attack.ended import attack_ended, incidences_told
from tests.attack.ended_told import CAUSES
from tests.attack.ledger import attack_ledger, ledger_kept
from tests.attack.other_times import attack_other_times
from tests.attack.study import CUTS, Study

INCIDENCES = [measure for causes in CAUSES.values() for measure in causes.values()]


@dataclass(frozen=True)
class Published:
    """An edition of several studies, and that of their coverage, which is published apart."""

    edition: Edition
    coverage: Edition

    def of(self, agreement_id: str) -> "Published":
        """The same of one study."""
        return Published(self.edition.of(agreement_id), self.coverage.of(agreement_id))


@dataclass(frozen=True)
class Tally:
    """Small numbers that were attacked, those found out, and those that only tell how few came; numbers that
    rest on no small one, and those of them told."""

    n_small: int
    n_found: int
    n_by_few: int
    n_others: int
    n_told: int

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*map(add, astuple(self), astuple(other)))


Attacked = tuple[int, int, int]
"""How many small numbers, found out, and by how few came."""


def _flow(series: Sequence[Edition], study: Study) -> Iterator[Attacked]:
    for outcome in (attack(series), attack_alone(series[-1])):
        yield outcome.n_small, len(outcome.found), 0


def _curves(series: Sequence[Edition], study: Study) -> Iterator[Attacked]:
    for edition in series:
        one = attack_curves(edition, [other for other in series if other is not edition])
        yield one.n_small, len(one.found), len(one.by_how_few_came)
    drawn = attack_drawn(series)
    yield drawn.n_small, len(drawn.found), 0
    times = attack_other_times(series)
    yield len(times.small), len(times.found), 0


def _ended(series: Sequence[Edition], study: Study) -> Iterator[Attacked]:
    outcome = attack_ended(series)
    n_found = len(outcome.found) + len(outcome.by_curves_alone)
    yield len(outcome.small), n_found, len(outcome.by_how_few_came)


def _estimates(series: Sequence[Edition], study: Study) -> Iterator[Attacked]:
    outcome = attack_answers(series, plan_of(study))
    yield outcome.n_small, len(outcome.found), len(outcome.by_few_came)


def _prom(series: Sequence[Edition], study: Study) -> Iterator[Attacked]:
    outcome = attack_prom(series)
    yield outcome.n_small, len(outcome.found), len(outcome.of_growth)


def _comparisons(series: Sequence[Edition], study: Study) -> Iterator[Attacked]:
    counts, curves = attack_comparisons(series, last_dates(study)), attack_compared_curves(series)
    yield counts.n_small, len(counts.found), len(counts.by_growth)
    yield curves.n_small, len(curves.found), 0


def _follow_up(series: Sequence[Edition], study: Study) -> Iterator[Attacked]:
    outcome = attack_ledger(study, series)
    yield outcome.n_small, len(outcome.found), len(outcome.by_how_few_came)


def _coverage(series: Sequence[Edition], study: Study) -> Iterator[Attacked]:
    outcome = attack_coverage(series)
    yield outcome.n_small, len(outcome.found), len(outcome.by_growth)


Attack = Callable[[Sequence[Edition], Study], Iterable[Attacked]]
Kept = Callable[[Edition], list[bool]]
FAMILIES: Mapping[str, tuple[Attack, Kept]] = {
    "counts of persons": (_flow, counts_kept),
    "curves and survival": (_curves, agreed_kept),
    "other estimates": (_estimates, lambda edition: estimates_kept(edition, but=[MEASURE, *INCIDENCES])),
    "how treatment ended": (_ended, lambda edition: [one is not None for one in incidences_told(edition)]),
    "patient-reported outcomes": (_prom, prom_kept),
    "comparisons": (_comparisons, comparisons_kept),
    "follow-up by cause": (_follow_up, ledger_kept),
}
"""Of one study: what attacks it, and of each number that rests on no small one whether it was told."""
COVERAGE = "coverage"
"""The same of the editions that are published apart."""
ALL = {**FAMILIES, COVERAGE: (_coverage, coverage_kept)}


def everything_published(chosen: Sequence[Study]) -> list[Published]:
    """The four editions of some studies, oldest first, with all that any attack asks about."""
    n = len(chosen)
    editions = published_series(
        chosen,
        CUTS,
        has_topics=True,
        has_answers=True,
        has_times=True,
        n_with_prom=n,
        n_compared=n,
        n_with_courses=n,
    )
    return [Published(*both) for both in zip(editions, published_coverage(chosen, CUTS), strict=True)]


def attack_everything(series: Sequence[Published], study: Study) -> dict[str, Tally]:
    """By family, what the attacks found in the editions of one study."""
    editions, coverage = [one.edition for one in series], [one.coverage for one in series]
    return {
        family: _tally(coverage if family == COVERAGE else editions, study, *both)
        for family, both in ALL.items()
    }


def _tally(series: Sequence[Edition], study: Study, attack: Attack, kept: Kept) -> Tally:
    attacked = list(attack(series, study))
    told = [is_told for edition in series for is_told in kept(edition)]
    return Tally(*(sum(numbers) for numbers in zip(*attacked, strict=True)), len(told), sum(told))
