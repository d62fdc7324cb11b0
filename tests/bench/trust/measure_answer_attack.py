"""Attacks on numbers beside estimates, of invented studies (`tests/attack/answers.py`).

Each study is published at four cuts a quarter apart, and all four editions are attacked together by integer
programming: responses, complications, costs, doses, survival and net survival of the three nested cohorts.
*Small*: numbers of 1 to 4 persons that rows count and do not tell, of those asked and those with either
answer; those of a cohort who were not asked; those in the next larger cohort only; and those ill before; of
the cohort inside all of these by sex and region too, where an edition tells of levels.
*Found out*: can no longer be at most one, or no longer at least four, with all that the four editions tell
together, nobody's answer being taken back. *By few came*: likewise, but hidden if four had come to each told
total that one to three came to. *Estimates told*: of those of the cohort inside that rest on no small number;
*numbers told*: of the other numbers that rows count. Fewer studies than of the flow alone: publishing these
numbers takes twice as long.
"""

from tests.attack.answers import Outcome, attack_answers
from tests.attack.answers_study import plan_of
from tests.attack.edition import published_series
from tests.attack.study import CUTS
from tests.bench.trust.by_size import Size, found_by_size, named

TITLE = "Attacks on numbers beside estimates"
HEADINGS = (
    "new starters", "studies", "small", "found out", "by few came", "estimates", "told, %",
    "numbers", "told, %",
)  # fmt: skip
N_STUDIES = 96


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    found = found_by_size(
        n_studies,
        lambda part: published_series(part, CUTS, has_answers=True),
        lambda series, study: attack_answers(series, plan_of(study)),
    )
    return [_row(size, outcomes) for size, outcomes in found.items()]


def _row(size: Size, outcomes: list[Outcome]) -> tuple:
    n_estimates, n_others = (
        sum(getattr(one, name) for one in outcomes) for name in ("n_estimates", "n_others")
    )
    return (
        named(size), len(outcomes),
        sum(one.n_small for one in outcomes), sum(len(one.found) for one in outcomes),
        sum(len(one.by_few_came) for one in outcomes),
        n_estimates, 100 * sum(one.n_estimates_told for one in outcomes) / max(1, n_estimates),
        n_others, 100 * sum(one.n_others_told for one in outcomes) / max(1, n_others),
    )  # fmt: skip
