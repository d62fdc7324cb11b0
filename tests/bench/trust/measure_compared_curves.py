"""Attacks on the curves of comparisons (`tests/attack/compared_curves.py`).

Each study is published at four cuts a quarter apart, with two comparators at most, and all that is told of
survival in both groups as they are is taken together: curves, survival at agreed times, differences, deaths
in all, and the curve of the agreement's own patients. *Small*: numbers of 1 to 4 who died or were lost
between two points or after the last, who died since an earlier cut, or who died, or did not, of the patients
who are not among the treated. *Found out*: bounded to more than one, or fewer than four. *Points* of curves,
*survival* at agreed times and *deaths* in all of a group are those told in the four editions.
"""

from tests.attack.compared_curves import Outcome, attack_compared_curves
from tests.attack.edition import published_series
from tests.attack.study import CUTS
from tests.bench.trust.by_size import Size, found_by_size, named

TITLE = "Attacks on the curves of comparisons"
HEADINGS = (
    "new starters", "studies", "small numbers in four editions", "found out", "points", "survival", "deaths",
)  # fmt: skip
N_STUDIES = 24


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    found = found_by_size(
        n_studies,
        lambda part: published_series(part, CUTS, n_compared=len(part)),
        lambda series, _: attack_compared_curves(series),
    )
    return [_row(size, outcomes) for size, outcomes in found.items()]


def _row(size: Size, outcomes: list[Outcome]) -> tuple:
    return (
        named(size), len(outcomes),
        sum(outcome.n_small for outcome in outcomes), sum(len(outcome.found) for outcome in outcomes),
        sum(outcome.n_points for outcome in outcomes), sum(outcome.n_agreed for outcome in outcomes),
        sum(outcome.n_deaths for outcome in outcomes),
    )  # fmt: skip
