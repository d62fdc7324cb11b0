"""Attacks on numbers beside estimates, of invented studies (`tests/attack/answers.py`).

Each study is published at four cuts a quarter apart, and all four editions are attacked together by integer
programming: responses, complications, costs, doses, survival and net survival of the three nested cohorts.
*Small*: numbers of 1 to 4 persons that rows count and do not tell, of those asked and those with either
answer; those of a cohort who were not asked; those in the next larger cohort only; and those ill before; of
the cohort inside all of these by sex and region too, where an edition tells of levels.
*Found out*: can no longer be at most one, or no longer at least four, with all that the four editions tell
together, nobody's answer being taken back. *By few came*: likewise, but hidden if four had come to each told
total that one to three came to. *Estimates*: those of the cohort inside that rest on no small
number (`resting.py`), and the share of them told. *Left*: all estimates of the three cohorts that left; the
share that stands *with* the number of persons it is of, and the further share that stands with that number
*rounded* to tens. *Numbers*: all other numbers that rows count, told or not, with the shares told exactly and
rounded. *All told*: how many small numbers would be found out, had every estimate that left its number beside
it, exactly, rounded to tens, or rounded to twenties, whatever it gives away. Fewer studies than of the flow
alone: publishing these numbers takes twice as long.
"""

from collections.abc import Sequence

from tests.attack.answers import Outcome, attack_answers
from tests.attack.answers_study import plan_of
from tests.attack.answers_unheeding import with_every_number
from tests.attack.edition import Edition, published_series
from tests.attack.study import CUTS, Study
from tests.bench.trust.by_size import Size, found_by_size, named

TITLE = "Attacks on numbers beside estimates"
HEADINGS = (
    "new starters", "studies", "small", "found out", "by few came", "estimates", "told, %",
    "left", "with number, %", "rounded, %", "numbers", "told, %", "rounded, %",
    "found out, all told", "all to tens", "all to twenties",
)  # fmt: skip
N_STUDIES = 12
STEPS = (1, 10, 20)
"""Persons, in which numbers are told that heed nothing."""
Found = tuple[Outcome, list[int]]
"""What was found out, and how much would be of numbers told in each of STEPS."""


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    found = found_by_size(
        n_studies, lambda part: published_series(part, CUTS, n_with_answers=len(part)), _attacked
    )
    return [_row(size, outcomes) for size, outcomes in found.items()]


def _attacked(series: Sequence[Edition], study: Study) -> Found:
    plan = plan_of(study)
    unheeding = [[with_every_number(edition, step) for edition in series] for step in STEPS]
    return (
        attack_answers(series, plan),
        [len(attack_answers(editions, plan, ()).found) for editions in unheeding],
    )


def _row(size: Size, found: list[Found]) -> tuple:
    outcomes = [outcome for outcome, _ in found]

    def in_all(name: str) -> int:
        return sum(getattr(one, name) for one in outcomes)

    def share(part: str, whole: str) -> float:
        return 100 * in_all(part) / max(1, in_all(whole))

    return (
        named(size), len(outcomes),
        in_all("n_small"), sum(len(one.found) for one in outcomes),
        sum(len(one.by_few_came) for one in outcomes),
        in_all("n_estimates"), share("n_estimates_told", "n_estimates"),
        in_all("n_left"), share("n_with_number", "n_left"), share("n_with_rounded", "n_left"),
        in_all("n_others"), share("n_others_told", "n_others"), share("n_others_rounded", "n_others"),
        *(sum(of_steps) for of_steps in zip(*(n_found for _, n_found in found), strict=True)),
    )  # fmt: skip
