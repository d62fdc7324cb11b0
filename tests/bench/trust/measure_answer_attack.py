"""Attacks on numbers beside estimates, of invented studies (`tests/attack/answers.py`).

Each study is published at four cuts a quarter apart, and each edition is attacked by itself by integer
programming: responses, complications, costs, doses, survival and net survival of the three nested cohorts.
*Small*: numbers of 1 to 4 persons that rows count and do not tell, of those asked and those with either
answer; those of a cohort who were not asked; those in the next larger cohort only; and those ill before.
*Found out*: can no longer be at most one, or no longer at least four. *By all four*: found out with all that
the four editions tell together, nobody's answer being taken back. *Estimates told*: of those of
the cohort inside that rest on no small number; *numbers told*: of the other numbers that rows count. Fewer
studies than of the flow alone: publishing these numbers takes twice as long.
"""

import polars as pl

from tests.attack.answers import Outcome, attack_answers
from tests.attack.answers_study import plan_of
from tests.attack.edition import published_series
from tests.attack.study import CUTS, SIZES, Study, studies

TITLE = "Attacks on numbers beside estimates"
HEADINGS = (
    "new starters", "studies", "small", "found out", "by all four", "estimates", "told, %",
    "numbers", "told, %",
)  # fmt: skip
N_STUDIES, SEED = 48, 1
PART = 48
"""Studies published together."""


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    chosen = studies(n_studies, SEED)
    seen: dict[tuple[int, int], list[tuple[list[Outcome], Outcome]]] = {size: [] for size in SIZES}
    for first in range(0, n_studies, PART):
        part = chosen[first : first + PART]
        editions = published_series(part, CUTS, has_answers=True)
        for study in part:
            series, plan = [edition.of(study.agreement_id) for edition in editions], plan_of(study)
            alone = [attack_answers([edition], plan) for edition in series]
            seen[_size(study)].append((alone, attack_answers(series, plan)))
    return [_row(size, outcomes) for size, outcomes in seen.items()]


def _row(size: tuple[int, int], outcomes: list[tuple[list[Outcome], Outcome]]) -> tuple:
    fewest, most = size
    alone = [one for of_study, _ in outcomes for one in of_study]
    n_estimates, n_others = sum(one.n_estimates for one in alone), sum(one.n_others for one in alone)
    return (
        f"{fewest} to {most}", len(outcomes),
        sum(one.n_small for one in alone), sum(len(one.found) for one in alone),
        sum(len(of_series.found) for _, of_series in outcomes),
        n_estimates, 100 * sum(one.n_estimates_told for one in alone) / max(1, n_estimates),
        n_others, 100 * sum(one.n_others_told for one in alone) / max(1, n_others),
    )  # fmt: skip


def _size(study: Study) -> tuple[int, int]:
    new = study.persons.filter(pl.col("starter") == "new_starter").height
    return next(size for size in SIZES if new <= size[1])
