"""Which means of scores may leave beside each other: none that together give a sum of the scores of few.

A mean times its number of persons is a sum. Those with a score at baseline have one at a later time too, are
due then without one, or are not due; others have one at that time only. Means at both times, the change, and
the baselines of those with and without a later score are sums over some of these. So what they tell together
is a question of linear algebra, one scale and one time after the other: the change joins first, then the
baselines, each if no combination of what has joined is a sum, or difference of sums, over one to four
persons.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.prom_groups import Level
from pipelines.methods.prom_numbers import BOTH, GONE, ONLY_NOW, WITHOUT, Key, Number, measure_of, told_by

OF = (BOTH, BOTH, WITHOUT, GONE, ONLY_NOW)
"""Whose scores are summed: those of both times at baseline and at the later time, and the others'."""
AT_BASELINE, AT_TIME = (1, 0, 1, 1, 0), (0, 1, 0, 0, 1)
CHANGE, ANSWERED, NO_ANSWER = (-1, 1, 0, 0, 0), (1, 0, 0, 0, 0), (0, 0, 1, 0, 0)
"""Which sums each mean adds up."""
DIFFERENCE = "baseline_difference"
ORDER = ("change", "baseline_answered", "baseline_no_answer", DIFFERENCE)
"""Means of scores at two times, the most useful first."""

Sums = Sequence[float]


def open_means(level: Level, keys: Collection[Key], numbers: Mapping[Number, int]) -> set[Key]:
    """Of the rows of a group those means of scores that may leave, as far as the scores of few go.

    The means at each time are taken as told. `numbers` are those of `prom_numbers`.
    """
    opened = {
        key for key in keys if key[0].endswith("_mean") and not is_sensitive(numbers[told_by(level, key)[0]])
    }
    later = [key for key in keys if key[0].endswith("_change") or "_baseline_" in key[0]]
    for variant, time in dict.fromkeys(key[1:] for key in later):
        sizes = [numbers[Number(*level, what, variant, time)] for what in OF]
        told: list[Sums] = [AT_BASELINE, AT_TIME]
        for name, sums in _means(sizes):
            key = measure_of(name, variant), variant, time
            if key in keys and not _tells_of_few([*told, sums], sizes):
                told.append(sums)
                opened.add(key)
    return opened


def _means(sizes: Sequence[int]) -> Iterator[tuple[str, Sums]]:
    """Each mean of scores at two times; a difference only if it rests on both of its groups."""
    both, _, without, *_ = sizes
    yield from zip(ORDER, (CHANGE, ANSWERED, NO_ANSWER), strict=False)
    if min(both, without) >= THRESHOLD:
        yield DIFFERENCE, (1 / both, 0, -1 / without, 0, 0)


def _tells_of_few(told: Sequence[Sums], sizes: Sequence[int]) -> bool:
    """Whether some combination of what is told sums the scores of one to four persons only."""
    sums = np.array(told, dtype=float)
    somebody = [place for place, n in enumerate(sizes) if n]
    for n_sums in range(1, len(somebody) + 1):
        for few in combinations(somebody, n_sums):
            # Of both times they are the same persons.
            if is_sensitive(sum({OF[place]: sizes[place] for place in few}.values())):
                others = [place for place in somebody if place not in few]
                if _rank(sums[:, somebody]) > _rank(sums[:, others]):
                    return True
    return False


def _rank(sums: np.ndarray) -> int:
    return int(np.linalg.matrix_rank(sums)) if sums.size else 0
