"""Attacks on the coverage of registers of invented studies (`tests/attack/coverage.py`).

Each study's coverage, of its drug's register and of that of the disease, is published at four cuts a quarter
apart, and all four are attacked together beside the number treated: against every number shown, found,
missing, not delivered, or treated and not found that is of 1 to 4 persons, whether the public table has a row
for it or not. *Found out*: can no longer be any of 1 to 4. *By how few came*: could be, had at least four
come between two cuts wherever one to three were treated more. *Kept*: of the other numbers of the exact
table, the share released. *Cells*: likewise, without the missing, whom no column counts, and without those
found where few are missing: beside how many are shown, they would tell.
"""

from statistics import mean

from tests.attack.coverage import Outcome, attack_coverage, published_coverage
from tests.attack.study import CUTS
from tests.bench.trust.by_size import Size, found_by_size, named

TITLE = "Attacks on coverage"
HEADINGS = (
    "new starters", "studies", "small numbers in four editions", "found out", "by how few came",
    "kept in the first edition, %", "second", "third", "fourth",
    "cells kept in the first, %", "in the fourth, %",
)  # fmt: skip
N_STUDIES = 500


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    found = found_by_size(
        n_studies,
        lambda part: published_coverage(part, CUTS),
        lambda series, _: attack_coverage(series),
    )
    return [_row(size, outcomes) for size, outcomes in found.items()]


def _row(size: Size, outcomes: list[Outcome]) -> tuple:
    return (
        named(size), len(outcomes),
        sum(outcome.n_small for outcome in outcomes), sum(len(outcome.found) for outcome in outcomes),
        sum(len(outcome.by_growth) for outcome in outcomes),
        *(100 * mean(outcome.kept[place] for outcome in outcomes) for place in range(len(CUTS))),
        *(100 * mean(outcome.cells_kept[place] for outcome in outcomes) for place in (0, -1)),
    )  # fmt: skip
