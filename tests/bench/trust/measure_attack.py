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

from tests.attack.attack import Outcome, attack, attack_alone
from tests.attack.edition import published_series
from tests.attack.study import CUTS
from tests.bench.trust.by_size import Size, found_by_size, named

TITLE = "Attacks on what is published"
HEADINGS = (
    "new starters", "studies", "small counts in four editions", "found out", "small counts behind the last",
    "found out from it alone", "kept in the first edition, %", "second", "third", "fourth",
)  # fmt: skip
N_STUDIES = 500


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    found = found_by_size(
        n_studies,
        lambda part: published_series(part, CUTS),
        lambda series, _: (attack(series), attack_alone(series[-1])),
    )
    return [_row(size, outcomes) for size, outcomes in found.items()]


def _row(size: Size, outcomes: list[tuple[Outcome, Outcome]]) -> tuple:
    of_series, of_last = zip(*outcomes, strict=True)
    return (
        named(size), len(outcomes),
        sum(outcome.n_small for outcome in of_series), sum(len(outcome.found) for outcome in of_series),
        sum(outcome.n_small for outcome in of_last), sum(len(outcome.found) for outcome in of_last),
        *(100 * mean(outcome.kept[place] for outcome in of_series) for place in range(len(CUTS))),
    )  # fmt: skip
