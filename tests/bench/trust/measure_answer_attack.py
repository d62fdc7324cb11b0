"""Attacks on numbers beside estimates, of invented studies (`tests/attack/answers.py`).

Each study is published at four cuts a quarter apart, and all four editions are attacked together by integer
programming: responses, complications, costs, doses, survival and net survival of the three nested cohorts.
*Small*: numbers of 1 to 4 persons that rows count and do not tell, of those asked and those with either
answer; those of a cohort who were not asked; those in the next larger cohort only; and those ill before.
*Found out*: can no longer be at most one, or no longer at least four, with all that the four editions tell
together, nobody's answer being taken back. *By few came*: likewise, but hidden if four had come to each told
total that one to three came to. *Estimates told*: of those of the cohort inside that rest on no small number;
*numbers told*: of the other numbers that rows count. Fewer studies than of the flow alone: publishing these
numbers takes twice as long.
"""

import polars as pl

from tests.attack.answers import Outcome, attack_answers
from tests.attack.answers_study import plan_of
from tests.attack.edition import published_series
from tests.attack.study import CUTS, SIZES, Study, studies

TITLE = "Attacks on numbers beside estimates"
HEADINGS = (
    "new starters", "studies", "small", "found out", "by few came", "estimates", "told, %",
    "numbers", "told, %",
)  # fmt: skip
N_STUDIES, SEED = 96, 1
PART = 48
"""Studies published together."""


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    chosen = studies(n_studies, SEED)
    seen: dict[tuple[int, int], list[Outcome]] = {size: [] for size in SIZES}
    for first in range(0, n_studies, PART):
        part = chosen[first : first + PART]
        editions = published_series(part, CUTS, has_answers=True)
        for study in part:
            series = [edition.of(study.agreement_id) for edition in editions]
            seen[_size(study)].append(attack_answers(series, plan_of(study)))
    return [_row(size, outcomes) for size, outcomes in seen.items()]


def _row(size: tuple[int, int], outcomes: list[Outcome]) -> tuple:
    fewest, most = size
    n_estimates, n_others = (
        sum(getattr(one, name) for one in outcomes) for name in ("n_estimates", "n_others")
    )
    return (
        f"{fewest} to {most}", len(outcomes),
        sum(one.n_small for one in outcomes), sum(len(one.found) for one in outcomes),
        sum(len(one.by_few_came) for one in outcomes),
        n_estimates, 100 * sum(one.n_estimates_told for one in outcomes) / max(1, n_estimates),
        n_others, 100 * sum(one.n_others_told for one in outcomes) / max(1, n_others),
    )  # fmt: skip


def _size(study: Study) -> tuple[int, int]:
    new = study.persons.filter(pl.col("starter") == "new_starter").height
    return next(size for size in SIZES if new <= size[1])
