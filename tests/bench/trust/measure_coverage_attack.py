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
from tests.attack.study import CUTS, SIZES, studies

TITLE = "Attacks on coverage"
HEADINGS = (
    "new starters", "studies", "small numbers in four editions", "found out", "by how few came",
    "kept in the first edition, %", "second", "third", "fourth",
    "cells kept in the first, %", "in the fourth, %",
)  # fmt: skip
N_STUDIES, SEED = 500, 1
PART = 50
"""Studies published together."""


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    chosen = studies(n_studies, SEED)
    seen: dict[tuple[int, int], list[Outcome]] = {size: [] for size in SIZES}
    for first in range(0, n_studies, PART):
        part = chosen[first : first + PART]
        editions = published_coverage(part, CUTS)
        for place, study in enumerate(part, start=first):
            outcome = attack_coverage([edition.of(study.agreement_id) for edition in editions])
            seen[SIZES[place % len(SIZES)]].append(outcome)
    return [_row(size, outcomes) for size, outcomes in seen.items()]


def _row(size: tuple[int, int], outcomes: list[Outcome]) -> tuple:
    fewest, most = size
    return (
        f"{fewest} to {most}", len(outcomes),
        sum(outcome.n_small for outcome in outcomes), sum(len(outcome.found) for outcome in outcomes),
        sum(len(outcome.by_growth) for outcome in outcomes),
        *(100 * mean(outcome.kept[place] for outcome in outcomes) for place in range(len(CUTS))),
        *(100 * mean(outcome.cells_kept[place] for outcome in outcomes) for place in (0, -1)),
    )  # fmt: skip
