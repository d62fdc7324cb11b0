"""How many are treated, where the patient flow withholds it: its other counts may tell that nearly, too.

Ten were inside, six of them of one hospital, where there are eight now: twelve are at least, although it is
withheld how many. So what leaves is judged as well as if readers knew the sizes that are withheld: those of
one cohort, and of another, and of all.
"""

from collections.abc import Collection, Sequence

from pipelines.methods.answers_told import ASKED, TREATED
from pipelines.methods.cohort_rings import Numbers
from pipelines.methods.levels_within import NOT_KNOWN
from pipelines.methods.question_relations import COHORTS, Number


def cohorts_withheld(editions: Sequence[Numbers]) -> list[tuple[str, ...]]:
    """Cohorts whose sizes some edition withholds: each by itself and, of several, all together."""
    found = [cohort for cohort in COHORTS if any(_is_withheld(numbers, cohort) for numbers in editions)]
    return [*((cohort,) for cohort in found), *([tuple(found)] if len(found) > 1 else [])]


def with_sizes(numbers: Numbers, cohorts: Collection[str]) -> dict[Number, tuple[float, float, int | None]]:
    """The numbers of an edition, and how many are treated of these cohorts, where that is known."""
    sizes = {name: numbers.get(name, NOT_KNOWN)[-1] for name in ((one, TREATED, ASKED) for one in cohorts)}
    return {**numbers, **{name: (n, n, n) for name, n in sizes.items() if n is not None}}


def _is_withheld(numbers: Numbers, cohort: str) -> bool:
    low, high, n = numbers.get((cohort, TREATED, ASKED), NOT_KNOWN)
    return n is not None and not low == high == n
