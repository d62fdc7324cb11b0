"""Attacks on curves of the same persons, of invented studies (`tests/attack/other_times.py`).

Each study is published at four cuts a quarter apart, with time on treatment under four rules, time to next
treatment, and survival under other demands on follow-up. The events of one curve by a time are events of
another: under a rule that ends treatment earlier, of all and not only of those followed for a year, at a
later cut. *Small*: differences of 1 to 4 persons with the event, by times that one of the two tells, at one
cut or between two. *Found out*: said to be more than one, or fewer than four. Studies of fewer than 20 new
starters tell hardly any of these times. Fewer studies than of survival alone: the times take five times as
long.
"""

from tests.attack.edition import published_series
from tests.attack.other_times import Outcome, attack_other_times
from tests.attack.study import CUTS
from tests.bench.trust.by_size import Size, found_by_size, named

TITLE = "Attacks on curves of the same persons"
HEADINGS = (
    "new starters", "studies", "small differences at one cut", "found out", "between cuts", "found out",
)  # fmt: skip
N_STUDIES = 24
EARLIER, LATER = 5, 6
"""Places of the two cuts in a name."""


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    found = found_by_size(
        n_studies,
        lambda part: published_series(part, CUTS, has_times=True),
        lambda series, _: attack_other_times(series),
    )
    return [_row(size, outcomes) for size, outcomes in found.items()]


def _row(size: Size, outcomes: list[Outcome]) -> tuple:
    counted = []
    for is_one_cut in (True, False):
        for names in ((one.small for one in outcomes), (one.found for one in outcomes)):
            counted.append(
                sum((name[EARLIER] == name[LATER]) == is_one_cut for of_study in names for name in of_study)
            )
    return named(size), len(outcomes), *counted
