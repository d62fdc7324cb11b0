"""Attacks on the survival of those who started before the agreement (`tests/attack/earlier.py`).

Invented studies, of which most persons started before the agreement, are published at four cuts a quarter
apart, the first of them a year after it began, and attacked one by one and every two together. *Small*: 1 to
4 persons who are not followed to where their survival begins, who are so at a later cut, who died or were
lost before a time that is told, or died between two cuts. *Found out*: can no longer be any of 1 to 4.
*Probabilities*: of survival at agreed times in the four editions; *told*: of these.
"""

from tests.attack.earlier import Outcome, attack_earlier
from tests.attack.earlier_study import CUTS, mostly_earlier
from tests.attack.edition import published_series
from tests.attack.study import SIZES, studies
from tests.bench.trust.by_size import SEED, named

TITLE = "Attacks on survival of earlier starters"
HEADINGS = ("persons", "studies", "small numbers in four editions", "found out", "probabilities", "told")
N_STUDIES = 36


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the persons of the whole study; of the smallest nothing is told."""
    found: dict[tuple[int, int], list[Outcome]] = {size: [] for size in SIZES[1:]}
    chosen = [
        (SIZES[place % len(SIZES)], mostly_earlier(study, SEED))
        for place, study in enumerate(studies(n_studies, SEED))
        if SIZES[place % len(SIZES)] in found
    ]
    series = published_series([study for _, study in chosen], CUTS)
    for size, study in chosen:
        found[size].append(attack_earlier([edition.of(study.agreement_id) for edition in series]))
    return [
        (
            named(size), len(outcomes),
            sum(outcome.n_small for outcome in outcomes), sum(len(outcome.found) for outcome in outcomes),
            sum(outcome.n_agreed for outcome in outcomes), sum(outcome.n_agreed_told for outcome in outcomes),
        )
        for size, outcomes in found.items()
    ]  # fmt: skip
