"""Who is in the larger of two nested cohorts only: a cohort too, which shares nobody with the smaller.

Of it the patient flow tells how many there are; who of it was not asked is the difference of two differences,
and as a cohort's it is one.
"""

from collections.abc import Mapping
from itertools import combinations

from pipelines.methods.measure import ALL_COHORTS

Number = tuple[str, str, str]
Numbers = Mapping[Number, tuple[float, float, int | None]]


def ring(smaller: str, larger: str) -> str:
    """The cohort of those in the larger cohort only."""
    return f"{larger}-{smaller}"


RINGS = tuple(ring(*pair) for pair in combinations(ALL_COHORTS, 2))
SUMS = [
    *((larger, smaller, ring(smaller, larger)) for smaller, larger in combinations(ALL_COHORTS, 2)),
    *(
        (ring(smallest, largest), ring(smallest, middle), ring(middle, largest))
        for smallest, middle, largest in combinations(ALL_COHORTS, 3)
    ),
]
"""Cohorts that are made of two others: a larger one of a smaller and a ring, a ring of two."""
WITHIN = [(part, whole) for whole, *parts in SUMS for part in parts if part in RINGS]
"""Pairs of cohorts, the first within the second."""


def with_rings(numbers: Numbers) -> dict[Number, tuple[float, float, int | None]]:
    """The numbers of an edition, and those of rings, of which nothing is told by itself."""
    found = dict(numbers)
    for smaller, larger in combinations(ALL_COHORTS, 2):
        for cohort, *asked in numbers:
            if cohort == larger:
                n, less = (numbers.get((one, *asked), (0, 0, None))[-1] for one in (larger, smaller))
                exactly = None if n is None or less is None else n - less
                found[ring(smaller, larger), *asked] = (0, float("inf"), exactly)
    return found
