"""Attacks on curves of the same persons, of invented studies (`tests/attack/other_times.py`).

Each study is published at four cuts a quarter apart, with time on treatment under four rules, time to next
treatment, and survival under other demands on follow-up. The events of one curve by a time are events of
another: under a rule that ends treatment earlier, of all and not only of those followed for a year, at a
later cut. *Small*: differences of 1 to 4 persons with the event, by times that one of the two tells, at one
cut or between two. *Found out*: said to be more than one, or fewer than four. Studies of fewer than 20 new
starters tell hardly any of these times. Fewer studies than of survival alone: the times take five times as
long.
"""

from collections import Counter

from tests.attack.edition import published_series
from tests.attack.other_times import attack_other_times
from tests.attack.study import CUTS, SIZES, studies

TITLE = "Attacks on curves of the same persons"
HEADINGS = (
    "new starters", "studies", "small differences at one cut", "found out", "between cuts", "found out",
)  # fmt: skip
N_STUDIES, SEED = 24, 1
EARLIER, LATER = 5, 6
"""Places of the two cuts in a name."""


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    chosen = studies(n_studies, SEED)
    editions = published_series(chosen, CUTS, has_times=True)
    seen: dict[tuple[int, int], Counter] = {size: Counter() for size in SIZES}
    for place, study in enumerate(chosen):
        outcome = attack_other_times([edition.of(study.agreement_id) for edition in editions])
        counted = seen[SIZES[place % len(SIZES)]]
        counted["studies"] += 1
        for kind, names in (("small", outcome.small), ("found", outcome.found)):
            at_one_cut = sum(name[EARLIER] == name[LATER] for name in names)
            counted.update({f"{kind}, one cut": at_one_cut, f"{kind}, two": len(names) - at_one_cut})
    return [
        (
            f"{fewest} to {most}",
            n["studies"],
            n["small, one cut"],
            n["found, one cut"],
            n["small, two"],
            n["found, two"],
        )
        for (fewest, most), n in seen.items()
    ]
