"""Attacks by integer programming on the released tables of invented studies (`tests/attack`).

Each study is published at four cuts a quarter apart, and all four are attacked together, with nobody leaving
a group once in it. *Found out*: counts of 1 to 4 persons, withheld, that can no longer be any of 1 to 4.
*Kept*: of the other counts of persons, the share that was released. Attacked are the patient flow, criteria,
divisions of new starters, and sizes and shares of cohorts and their subgroups; not responses,
patient-reported outcomes, coverage or comparisons.
"""

from statistics import mean

import polars as pl

from tests.attack.attack import Outcome, attack
from tests.attack.edition import published_series
from tests.attack.study import CUTS, SIZES, Study, studies

TITLE = "Attacks on what is published"
HEADINGS = (
    "new starters", "studies", "small counts in four editions", "found out", "studies with one found out",
    "kept in the first edition, %", "kept in the fourth, %",
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
        editions = published_series(part, CUTS)
        for study in part:
            outcome = attack([edition.of(study.agreement_id) for edition in editions])
            seen[_size(study)].append(outcome)
    return [
        (
            f"{fewest} to {most}", len(outcomes), sum(outcome.n_small for outcome in outcomes),
            sum(len(outcome.found) for outcome in outcomes), sum(bool(outcome.found) for outcome in outcomes),
            *(100 * mean(outcome.kept[place] for outcome in outcomes) for place in (0, -1)),
        )
        for (fewest, most), outcomes in seen.items()
    ]  # fmt: skip


def _size(study: Study) -> tuple[int, int]:
    new = study.persons.filter(pl.col("starter") == "new_starter").height
    return next(size for size in SIZES if new <= size[1])
