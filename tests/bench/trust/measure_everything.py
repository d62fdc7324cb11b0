"""Attacks on everything that is published of invented studies (`tests/attack/everything.py`).

Each study is published at four cuts a quarter apart, each edition knowing those before it, with all that the
attacks below ask about, and attacked by each of them: the patient flow, criteria, divisions and topics, four
editions together and the last alone; curves of survival and of other times, and what a cut adds to them;
numbers beside all other estimates, first courses of treatment included; how treatment ended;
patient-reported outcomes; comparisons and their curves; the ledger of follow-up; coverage. *Small*: numbers
of 1 to 4 persons that are asked about, as the sections of each attack say. *Found out*: can no longer be any
of 1 to 4. *By how few came*: could be, had at least four come between two cuts wherever one to three came,
which is told on purpose.
"""

from collections.abc import Iterator, Sequence

from tests.attack.everything import COVERAGE, FAMILIES, found_and_kept
from tests.attack.study import SIZES
from tests.bench.trust.by_size import SEED, named
from tests.bench.trust.in_parts import in_parts

TITLE = "Attacks on everything that is published"
HEADINGS = ("what", "new starters", "studies", "small", "found out", "by how few came")
N_STUDIES = 500
EVERYTHING = "everything"
NAMES = (EVERYTHING, *FAMILIES, COVERAGE)


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """A row for everything and for each family, by the new starters of the whole study."""
    found = in_parts(found_and_kept, n_studies, SEED)
    return [row for name in NAMES for row in _rows(name, found)]


def _rows(name: str, found: Sequence[dict[str, dict]]) -> Iterator[tuple]:
    for place, size in enumerate(SIZES):
        of_size = found[place :: len(SIZES)]
        attacked = [
            of_family["attacked"]
            for of_study in of_size
            for family, of_family in of_study.items()
            if name in (EVERYTHING, family)
        ]
        yield name, named(size), len(of_size), *map(sum, zip(*attacked, strict=True))
