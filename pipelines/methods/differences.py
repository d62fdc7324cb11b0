"""Counts of persons of which differences are bounded: how far apart any two of them can be.

Groups lie within each other (whoever answered was asked, whoever was asked is treated), so a group of persons
that nobody counts is the difference of two counts. Whatever bounds such differences bounds others in turn:
a can be no further above c than a above b and b above c together. The closest of all such ways is exact, in
whole persons too (shortest paths; Cormen et al., Introduction to Algorithms, chapter 22.4).
"""

from collections.abc import Iterable, Sequence

import numpy as np


class Differences:
    """`most[a, b]` is how much count `a` may at most be above count `b`; count 0 is nobody."""

    def __init__(
        self,
        n_counts: int,
        ordered: Iterable[tuple[int, int]],
        nested: Sequence[tuple[int, int, int, int]] = (),
    ) -> None:
        """Of each two counts of `ordered` the first is at least the second; of each four of `nested`, those
        in the first and not in the second are among those in the third and not in the fourth."""
        # Small whole numbers are exact, and half as much to go through.
        is_less = np.eye(n_counts, dtype=bool)
        for greater, lesser in ordered:
            is_less[lesser, greater] = True
        for between in range(n_counts):
            is_less[is_less[:, between]] |= is_less[between]
        self.most = np.where(is_less, np.float32(0), np.float32(np.inf))
        # That a is no more above b than c above d says as well that a is no more above c than b above d.
        both_ways = [*nested, *((one, other, above, less) for one, above, other, less in nested)]
        self._nested = np.array(both_ways, dtype=np.intp).reshape(-1, 4).T

    def copy(self) -> "Differences":
        """The same, to try something with."""
        copied = object.__new__(Differences)
        copied.most, copied._nested = self.most.copy(), self._nested
        return copied

    def know(self, count: int, other: int, low: float, high: float) -> None:
        """`count` is `low` to `high` above `other`.

        What contradicts the rest is left out: persons are corrected.
        """
        self._at_most(count, other, high)
        self._at_most(other, count, -low)

    def hear(self, counts: np.ndarray, most: np.ndarray) -> bool:
        """Of each two of `counts` it is known elsewhere how much the one is `most` above the other; whether
        that is news."""
        is_new = False
        for one, other in np.argwhere(most < self.most[np.ix_(counts, counts)]):
            is_new |= self._at_most(counts[one], counts[other], most[one, other])
        return is_new

    def settle(self) -> None:
        """Find what follows from groups that are nested in differences."""
        inner, within, outer, less = self._nested
        is_new = True
        # A round lowers some bound by a person or more, and each ends where the other side binds it.
        while is_new:
            is_new = False
            for (above, below), limits in (
                ((inner, within), self.most[outer, less]),
                ((less, outer), self.most[within, inner]),
            ):
                for place in np.flatnonzero(limits < self.most[above, below]):
                    is_new |= self._at_most(above[place], below[place], limits[place])

    def may_be_few(self, counts: np.ndarray, others: np.ndarray, few: int) -> np.ndarray:
        """Whether each of `counts` may be at most one above that of `others`, and may be `few` above it."""
        return (-self.most[others, counts] <= 1) & (self.most[counts, others] >= few)

    def _at_most(self, count: int, other: int, high: float) -> bool:
        if high >= self.most[count, other] or high < -self.most[other, count]:
            return False
        # All that follows goes by way of these two: whatever this does not bring nearer to the one of them,
        # or from the other, it brings nearer to nothing.
        step = np.float32(high)
        to, onwards = self.most[:, count] + step, self.most[other, :] + step
        above, below = np.flatnonzero(to < self.most[:, other]), np.flatnonzero(onwards < self.most[count, :])
        nearer = np.ix_(above, below)
        self.most[nearer] = np.minimum(self.most[nearer], to[above, None] + self.most[other, below])
        return True
