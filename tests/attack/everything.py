"""Everything that is published of a study at four cuts, attacked by every attack, and how much of it is told.

Each attack asks about numbers of its own, and of the rest of the editions knows what it is made to know. What
is told is counted of what rests on no small number, as `resting` has it, by how many persons there are at the
cut: new starters for counts, the cohort inside for what became of it. No number is of two families.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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


Attacked = tuple[int, int, int]
"""How many small numbers, found out of them, and found out by how few came alone."""


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


def size_new(edition: Edition) -> int:
    """New starters at the cut."""
    return _reaching(edition, "outside")


def size_inside(edition: Edition) -> int:
    """Of them those inside the indication."""
    return _reaching(edition, "analysed")


def _reaching(edition: Edition, reason: str) -> int:
    """How many reach the step of the flow that this is the reason to leave."""
    return next(iter(edition.exact["attrition"].filter(reason=reason)["n_in"]), 0)


@dataclass(frozen=True)
class Family:
    """What attacks numbers of a kind; whether each that rests on no small one was told; how many persons
    there are."""

    attack: Callable[[Sequence[Edition], Study], Iterable[Attacked]]
    kept: Callable[[Edition], list[bool]]
    size: Callable[[Edition], int]


FAMILIES: Mapping[str, Family] = {
    "counts of persons": Family(_flow, counts_kept, size_new),
    "curves and survival": Family(_curves, agreed_kept, size_inside),
    "other estimates": Family(
        _estimates, lambda edition: estimates_kept(edition, but=[MEASURE, *INCIDENCES]), size_inside
    ),
    "how treatment ended": Family(
        _ended, lambda edition: [one is not None for one in incidences_told(edition)], size_inside
    ),
    "patient-reported outcomes": Family(_prom, prom_kept, size_inside),
    "comparisons": Family(_comparisons, comparisons_kept, size_new),
    "follow-up by cause": Family(_follow_up, ledger_kept, size_inside),
}
COVERAGE = "coverage"
OF_COVERAGE = Family(_coverage, coverage_kept, size_new)
"""Of the editions that are published apart."""


def everything_published(chosen: Sequence[Study]) -> list[Published]:
    """The four editions of some studies, oldest first, with all that any attack asks about."""
    n = len(chosen)
    editions = published_series(
        chosen,
        CUTS,
        has_topics=True,
        has_times=True,
        n_with_answers=n,
        n_with_prom=n,
        n_compared=n,
        n_with_courses=n,
    )
    return [Published(*both) for both in zip(editions, published_coverage(chosen, CUTS), strict=True)]


def found_and_kept(chosen: Sequence[Study]) -> list[dict[str, dict]]:
    """Of each study, by family: what was `attacked`, and what was `kept` at each cut.

    Kept is how many persons there are, how many numbers, and how many of them were told. JSON can hold it.
    """
    published = everything_published(chosen)
    return [_of_study([one.of(study.agreement_id) for one in published], study) for study in chosen]


def _of_study(series: Sequence[Published], study: Study) -> dict[str, dict]:
    editions, coverage = [one.edition for one in series], [one.coverage for one in series]
    return {
        **{name: _of_family(family, editions, editions, study) for name, family in FAMILIES.items()},
        COVERAGE: _of_family(OF_COVERAGE, coverage, editions, study),
    }


def _of_family(
    family: Family, series: Sequence[Edition], sized: Sequence[Edition], study: Study
) -> dict[str, list]:
    attacked = [sum(numbers) for numbers in zip(*family.attack(series, study), strict=True)]
    kept = []
    for edition, of_size in zip(series, sized, strict=True):
        told = family.kept(edition)
        kept.append((family.size(of_size), len(told), sum(told)))
    return {"attacked": attacked, "kept": kept}
