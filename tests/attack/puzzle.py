"""The attacker: integer programming over counts that are not told, bound by sums that are.

Every number is a non-negative whole number of persons. `bounds` says how small and how large a sum of them
can be; `hides_one_to_four` whether a withheld count could still be any of 1 to 4.
"""

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

Sum = Sequence[Hashable]
SMALLEST, LARGEST = 1, 4
MANY = 100_000
"""More persons than any study has: HiGHS is told that nothing is without end."""


class Impossible(Exception):
    """No counts agree with what is known: the attacker has misread something."""


class Puzzle:
    """Unknown counts, named by anything hashable, and what is known of their sums."""

    def __init__(self) -> None:
        self._place: dict[Hashable, int] = {}
        self._sums: dict[frozenset[tuple[int, int]], tuple[float, float]] = {}
        self._found: list[np.ndarray] = []

    def know(self, added: Sum, low: float, high: float = np.inf, taken: Sum = ()) -> None:
        """The sum of `added` less the sum of `taken` lies from `low` to `high`."""
        terms = self._terms(added, taken)
        before = self._sums.get(terms, (-np.inf, np.inf))
        self._sums[terms] = max(before[0], low), min(before[1], high)
        self._found.clear()

    def is_exactly(self, added: Sum, value: float, taken: Sum = ()) -> None:
        """The sum of `added` less the sum of `taken` is `value`."""
        self.know(added, value, value, taken)

    def bounds(self, group: Sum) -> tuple[int, int]:
        """Smallest and largest whole number that the sum of `group` can be."""
        return self._extreme(group, 1), self._extreme(group, -1)

    def hides_one_to_four(self, group: Sum, taken: Sum = ()) -> bool:
        """Whether some solution has at most one person in `group` less `taken`, and another at least four."""
        direction = self._direction(group, taken)
        seen = [float(direction @ solution) for solution in self._found]
        return (min(seen, default=2) <= SMALLEST or self._extreme(group, 1, taken) <= SMALLEST) and (
            max(seen, default=0) >= LARGEST or self._extreme(group, -1, taken) >= LARGEST
        )

    def _terms(self, added: Sum, taken: Sum) -> frozenset[tuple[int, int]]:
        weights: dict[int, int] = {}
        for sign, names in ((1, added), (-1, taken)):
            for name in names:
                place = self._place.setdefault(name, len(self._place))
                weights[place] = weights.get(place, 0) + sign
        return frozenset((place, weight) for place, weight in weights.items() if weight)

    def _direction(self, group: Iterable[Hashable], taken: Sum = ()) -> np.ndarray:
        terms = self._terms(list(group), taken)
        direction = np.zeros(len(self._place))
        for place, weight in terms:
            direction[place] = weight
        # A name that has come in since has been no part of an earlier solution.
        self._found = [solution for solution in self._found if len(solution) == len(direction)]
        return direction

    def _extreme(self, group: Sum, sign: int, taken: Sum = ()) -> int:
        direction = self._direction(group, taken)
        n = len(direction)
        solution = milp(
            sign * direction,
            constraints=self._constraints(n),
            integrality=np.ones(n),
            bounds=Bounds(0, MANY),
        )
        if solution.x is None:
            raise Impossible(solution.message)
        self._found.append(np.round(solution.x))
        return round(float(direction @ solution.x))

    def _constraints(self, n: int) -> list[LinearConstraint]:
        if not self._sums:
            return []
        rows = [list(terms) for terms in self._sums]
        matrix = sparse.csr_array(
            (
                [weight for row in rows for _, weight in row],
                (
                    [number for number, row in enumerate(rows) for _ in row],
                    [place for row in rows for place, _ in row],
                ),
            ),
            shape=(len(rows), n),
            dtype=float,
        )
        low, high = np.array(list(self._sums.values()), dtype=float).T
        return [LinearConstraint(matrix, low, high)]
