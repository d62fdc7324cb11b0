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

HASTY, PATIENT = {"presolve": True}, {"presolve": False}
ROUGH = HASTY | {"mip_rel_gap": 0.1}
N_LOOKS = 4


def is_small(n: int | None) -> bool:
    """Whether so many persons are a small group."""
    return n is not None and SMALLEST <= n <= LARGEST


class Impossible(Exception):
    """No counts agree with what is known: the attacker has misread something."""


class Puzzle:
    """Unknown counts, named by anything hashable, and what is known of their sums."""

    def __init__(self) -> None:
        self._place: dict[Hashable, int] = {}
        self._sums: dict[frozenset[tuple[int, int]], tuple[float, float]] = {}
        self._found: list[np.ndarray] = []
        self._written: tuple[int, list[LinearConstraint]] | None = None

    def know(self, added: Sum, low: float, high: float = np.inf, taken: Sum = ()) -> None:
        """The sum of `added` less the sum of `taken` lies from `low` to `high`."""
        terms = self._terms(added, taken)
        before = self._sums.get(terms, (-np.inf, np.inf))
        self._sums[terms] = max(before[0], low), min(before[1], high)
        self._found.clear()
        self._written = None

    def is_exactly(self, added: Sum, value: float, taken: Sum = ()) -> None:
        """The sum of `added` less the sum of `taken` is `value`."""
        self.know(added, value, value, taken)

    def bounds(self, group: Sum) -> tuple[int, int]:
        """Smallest and largest whole number that the sum of `group` can be."""
        direction = self._direction(group)
        smallest, largest = (self._nearest(direction, sign, PATIENT) for sign in (1, -1))
        if smallest is None or largest is None:
            raise Impossible
        return round(float(direction @ smallest)), round(float(direction @ largest))

    def hides_one_to_four(self, group: Sum, taken: Sum = ()) -> bool:
        """Whether some solution has at most one person in `group` less `taken`, and another at least four."""
        direction = self._direction(group, taken)
        return self._reaches(direction, 1, SMALLEST) and self._reaches(direction, -1, LARGEST)

    def look_around(self, groups: Sequence[tuple[Sum, Sum]]) -> None:
        """Find solutions with few persons in many of the groups (added, taken) at once, and with many.

        Whatever they show possible need not be asked of each group by itself.
        """
        if not groups:
            return
        directions = np.array([self._direction(*group) for group in groups])
        for sign, limit in ((1, SMALLEST), (-1, LARGEST)):
            for _ in range(N_LOOKS):
                found = np.array(self._found).reshape(-1, len(self._place))
                open_ones = ~np.any(sign * (directions @ found.T) <= sign * limit, axis=1)
                if not open_ones.any():
                    break
                self._nearest(directions[open_ones].sum(axis=0), sign, ROUGH)

    def _reaches(self, direction: np.ndarray, sign: int, limit: int) -> bool:
        """Whether a solution is known, or found, that is as small (or, with sign −1, as large) as the limit.

        With presolve HiGHS has called 3 the smallest where it is 1 (scipy 1.17.1): it is believed without.
        """
        if any(sign * (direction @ solution) <= sign * limit for solution in self._found):
            return True
        for options in (HASTY, PATIENT):
            found = self._nearest(direction, sign, options)
            if found is not None and sign * (direction @ found) <= sign * limit:
                return True
        if found is None:
            raise Impossible
        return False

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

    def _nearest(self, direction: np.ndarray, sign: int, options: dict[str, bool]) -> np.ndarray | None:
        """The whole solution that is smallest, or with sign −1 largest; None if HiGHS sees none."""
        n = len(direction)
        constraints = self._constraints(n)
        solution = milp(
            sign * direction,
            constraints=constraints,
            integrality=np.ones(n),
            bounds=Bounds(0, MANY),
            options=options,
        )
        if solution.x is None:
            return None
        found = np.round(solution.x)
        for known in constraints:
            sums = known.A @ found
            assert np.all((sums >= known.lb) & (sums <= known.ub)), "HiGHS gave no whole solution"
        self._found.append(found)
        return found

    def _constraints(self, n: int) -> list[LinearConstraint]:
        """What is known, written once for each number of unknowns."""
        if self._written is None or self._written[0] != n:
            self._written = n, self._in_rows(n)
        return self._written[1]

    def _in_rows(self, n: int) -> list[LinearConstraint]:
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
