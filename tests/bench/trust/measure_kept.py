"""What is kept, of all that rests on no small number, of invented studies (`tests/attack/kept.py`).

Each study is published at four cuts a quarter apart, each edition knowing those before it. *Counts of
persons* are those of the patient flow, the criteria, the divisions of new starters and of cohorts, the same
persons counted once; *survival at agreed times* is that of three cohorts; *other estimates* are responses,
transplantations, complications, costs, doses, first courses, net and expected survival, means and medians of
the cohort inside, whole; *patient-reported outcomes* are of it as well. *Numbers*: those in all that rest on
no small one, in the four editions together. What does is said in the explanation of disclosure control, under
*What is kept*: not what is withheld for another number. Uptake, tests and other topics, coverage,
comparisons, and how treatment ended have tables of their own.
"""

from collections import Counter
from collections.abc import Sequence

from tests.attack.edition import Edition, published_series
from tests.attack.kept import KINDS, kept
from tests.attack.study import CUTS, Study
from tests.bench.trust.by_size import Size, found_by_size, named

TITLE = "What is kept"
HEADINGS = ("new starters", "studies", "numbers", "told, %", *(f"{kind}, %" for kind in KINDS))
N_STUDIES = 12


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    found = found_by_size(n_studies, _published, lambda series, _: _kept(series))
    return [_row(size, of_studies) for size, of_studies in found.items()]


def _published(part: Sequence[Study]) -> list[Edition]:
    n = len(part)
    return published_series(part, CUTS, has_answers=True, n_with_prom=n, n_with_courses=n)


def _kept(series: Sequence[Edition]) -> tuple[Counter, Counter]:
    n, n_told = Counter(), Counter()
    for edition in series:
        for kind, (n_of_kind, n_told_of_kind) in kept(edition).items():
            n[kind] += n_of_kind
            n_told[kind] += n_told_of_kind
    return n, n_told


def _row(size: Size, of_studies: list[tuple[Counter, Counter]]) -> tuple:
    n, n_told = (sum(counts, Counter()) for counts in zip(*of_studies, strict=True))
    shares = (100 * n_told[kind] / max(1, n[kind]) for kind in KINDS)
    return named(size), len(of_studies), n.total(), 100 * n_told.total() / max(1, n.total()), *shares
