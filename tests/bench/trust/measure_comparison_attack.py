"""Attacks by integer programming on the counts of comparisons (`tests/attack/comparison.py`).

Each study is published at four cuts a quarter apart, with two comparators that share the treated, and all
four editions are attacked together beside the patient flow and its survival: who is in the two groups, of
these the dead, the living and those of unknown prior use. *Small*: numbers of 1 to 4 persons that have a row
and are withheld. *Found out*: can no longer be any of 1 to 4. *By how few came*: could be, had at least four
come between two cuts wherever a total of the flow grew by one to three. *Kept*: of the other counts of who is
in a group or why not, the share released. As many studies as the published curves, which take the time.
"""

from statistics import mean

from tests.attack.comparison import Outcome, attack_comparisons, published_comparisons
from tests.attack.comparison_study import last_dates
from tests.attack.edition import published_series
from tests.attack.study import CUTS
from tests.bench.trust.by_size import Size, found_by_size, named

TITLE = "Attacks on comparisons"
HEADINGS = (
    "new starters", "studies", "small numbers in four editions", "found out", "by how few came",
    "kept in the first edition, %", "second", "third", "fourth",
)  # fmt: skip
N_STUDIES = 100


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    found = found_by_size(
        n_studies,
        lambda part: published_comparisons(part, published_series(part, CUTS, n_compared=len(part))),
        lambda series, study: attack_comparisons(series, last_dates(study)),
    )
    return [_row(size, outcomes) for size, outcomes in found.items()]


def _row(size: Size, outcomes: list[Outcome]) -> tuple:
    return (
        named(size), len(outcomes),
        sum(outcome.n_small for outcome in outcomes), sum(len(outcome.found) for outcome in outcomes),
        sum(len(outcome.by_growth) for outcome in outcomes),
        *(100 * mean(outcome.kept[place] for outcome in outcomes) for place in range(len(CUTS))),
    )  # fmt: skip
