"""Attacks by integer programming on the released tables of invented studies (`tests/attack`).

Each study is published at four cuts a quarter apart, and all four are attacked together, with nobody leaving
a group once in it: against the counts of 1 to 4 persons that the public tables have a row for. Then the last
is attacked alone, against every such count, also of years that are counted together and of criteria by
hospital and year. *Found out*: can no longer be any of 1 to 4. *Kept*: of the other counts of persons of
which there is a row, the same persons counted once, the share that was released. Attacked are the patient
flow, criteria, divisions of new starters, and sizes and shares of cohorts and their subgroups; not responses,
patient-reported outcomes, coverage or comparisons.
"""

from statistics import mean

import polars as pl

from tests.attack.attack import Outcome, attack, attack_alone
from tests.attack.edition import published_series
from tests.attack.study import CUTS, SIZES, Study, studies

TITLE = "Attacks on what is published"
HEADINGS = (
    "new starters", "studies", "small counts in four editions", "found out", "small counts behind the last",
    "found out from it alone", "kept in the first edition, %", "second", "third", "fourth",
)  # fmt: skip
N_STUDIES, SEED = 500, 1
PART = 50
"""Studies published together."""


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    chosen = studies(n_studies, SEED)
    seen: dict[tuple[int, int], list[tuple[Outcome, Outcome]]] = {size: [] for size in SIZES}
    for first in range(0, n_studies, PART):
        part = chosen[first : first + PART]
        editions = published_series(part, CUTS)
        for study in part:
            series = [edition.of(study.agreement_id) for edition in editions]
            seen[_size(study)].append((attack(series), attack_alone(series[-1])))
    return [_row(size, outcomes) for size, outcomes in seen.items()]


def _row(size: tuple[int, int], outcomes: list[tuple[Outcome, Outcome]]) -> tuple:
    fewest, most = size
    of_series, of_last = zip(*outcomes, strict=True)
    return (
        f"{fewest} to {most}", len(outcomes),
        sum(outcome.n_small for outcome in of_series), sum(len(outcome.found) for outcome in of_series),
        sum(outcome.n_small for outcome in of_last), sum(len(outcome.found) for outcome in of_last),
        *(100 * mean(outcome.kept[place] for outcome in of_series) for place in range(len(CUTS))),
    )  # fmt: skip


def _size(study: Study) -> tuple[int, int]:
    new = study.persons.filter(pl.col("starter") == "new_starter").height
    return next(size for size in SIZES if new <= size[1])
