"""Which counts may leave: a small number of persons is withheld, and so is all that would give it away.

A count of 1 to 4 persons is sensitive (threshold 5, a setting per register; zero is not a person). Counts
are released in an order of usefulness, and each only if afterwards every sensitive count could still be any
number from 1 to 4, judged from everything released so far: the feasible interval is computed exactly, as a
linear programme over the non-negative counts with the released sums as equalities.
"""

from collections.abc import Mapping, Sequence

THRESHOLD = 5


def is_sensitive(count: int, threshold: int = THRESHOLD) -> bool:
    """True for a count of persons small enough to be withheld."""
    return 0 < count < threshold


def releasable(
    cells: Mapping[str, int],
    sums: Mapping[str, Sequence[str]],
    order: Sequence[str],
    given: Sequence[str] = (),
    threshold: int = THRESHOLD,
) -> set[str]:
    """Names of the sums that may be released.

    `cells` are disjoint groups of persons with their sizes, `sums` name sets of cells (a single cell is a sum
    of one), `order` says which sums to try, most useful first, and `given` those that are out already.
    A sum that is itself sensitive is never released.
    """
    sensitive = [name for name, count in cells.items() if is_sensitive(count, threshold)]
    released = list(given)
    for name in order:
        total = sum(cells[cell] for cell in sums[name])
        if is_sensitive(total, threshold):
            continue
        trial = [*released, name]
        intervals = (feasible_interval(cell, cells, [sums[other] for other in trial]) for cell in sensitive)
        if all(low <= 1 and high >= threshold - 1 for low, high in intervals):
            released = trial
    return set(released)


def feasible_interval(
    cell: str, cells: Mapping[str, int], known: Sequence[Sequence[str]]
) -> tuple[float, float]:
    """Smallest and largest value of `cell` that agrees with the `known` sums of cells."""
    from scipy.optimize import linprog

    if not known:
        return 0.0, float("inf")
    names = list(cells)
    matrix = [[1.0 if name in group else 0.0 for name in names] for group in known]
    totals = [float(sum(cells[name] for name in group)) for group in known]
    limits = []
    for sign in (1.0, -1.0):
        goal = [sign if name == cell else 0.0 for name in names]
        solution = linprog(goal, A_eq=matrix, b_eq=totals, bounds=(0, None), method="highs")
        limits.append(sign * solution.fun if solution.success else sign * float("-inf"))
    return round(limits[0], 6), round(limits[1], 6)
