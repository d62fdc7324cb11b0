"""Which of many counts of persons may leave, so that no small one can be worked out from those that do.

Unknown are the sizes of disjoint groups; every count is the sum of some, and some sums are known to be equal
or to grow. A count of 1 to 4 persons is hidden if two tables of whole persons agree with everything told, one
in which it is at most 1 and one in which it is at least 4. For each a linear programme finds such a table
that changes as few of the told counts as it can, and those it changes are withheld: the table is then a
witness, for this count and for others. Withholding more never takes a witness away, so one pass over the
counts to hide is enough. A second pass tells again, the dearest first, whatever leaves every count to hide a
witness: in the end no withheld count could be told beside the others.

This is cell suppression by linear programming (Kelly, Golden and Assad, Networks 1992;22:397; Fischetti and
Salazar, Management Science 2001;47:1008), for sums of any kind instead of rows and columns.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from pipelines.methods.disclosure import THRESHOLD, is_sensitive

Terms = dict[int, int]
"""Weights of unknown groups, by their place."""
Limited = tuple[sparse.csr_array, np.ndarray]
"""Sums of unknowns, one a row, and the smallest and largest number that each may be."""
Limits = tuple[float, float]

MANY = 1_000_000
"""More persons than any group has: no solution is without end."""
HASTY = {"mip_rel_gap": 0.5}
PATIENT = {"mip_rel_gap": 0.5, "presolve": False}
"""With presolve HiGHS has overlooked tables (scipy 1.17.1): that there is none is believed without."""
INFEASIBLE = 2
"""How the solver says that there is no such table."""
WISH = 0.02
"""What it costs, against the count of a part, to leave a small count for a further table."""
WHOLE = 1e-6
"""How far from whole a whole number of persons may be in a solution."""


@dataclass(frozen=True)
class Count:
    """A count by name: the groups that it sums, their number of persons, and what it costs to withhold it.

    If it leaves, it tells `n`; or no more than that the persons are from so few to so many, `between`: that
    may be told of a small number, too.
    """

    name: Hashable
    groups: tuple[Hashable, ...]
    n: int
    cost: float = 1.0
    between: Limits | None = None


@dataclass
class Knowledge:
    """What a reader knows without the counts that are judged: how groups relate, and what was told before.

    What a reader can only assume (that nobody leaves a group) is kept apart: persons are corrected.
    """

    places: dict[Hashable, int] = field(default_factory=dict)
    sums: list[tuple[Terms, float, float]] = field(default_factory=list)
    assumed: list[tuple[Terms, float, float]] = field(default_factory=list)

    def is_exactly(self, added: Iterable[Hashable], n: float, taken: Iterable[Hashable] = ()) -> None:
        """The groups `added` less the groups `taken` are `n` persons."""
        self.sums.append((self.terms(added, taken), n, n))

    def is_at_least(self, groups: Iterable[Hashable], n: float) -> None:
        """Some groups are together at least `n` persons."""
        self.sums.append((self.terms(groups), n, np.inf))

    def is_at_most(self, groups: Iterable[Hashable], n: float) -> None:
        """Some groups are together at most `n` persons."""
        self.sums.append((self.terms(groups), 0, n))

    def is_between(self, groups: Iterable[Hashable], fewest: float, most: float) -> None:
        """Some groups are together from `fewest` to `most` persons; these say nothing from none to no end."""
        if fewest > 0 or most < np.inf:
            self.sums.append((self.terms(groups), fewest, most))

    def assume_equal(self, before: Iterable[Hashable], after: Iterable[Hashable]) -> None:
        """Some groups are together as large in a later edition as others were before."""
        self.assumed.append((self.terms(after, before), 0, 0))

    def assume_growth(self, before: Iterable[Hashable], after: Iterable[Hashable]) -> None:
        """Some groups are together at least as large in a later edition as others were before."""
        self.assumed.append((self.terms(after, before), 0, np.inf))

    def assume_exactly(self, groups: Iterable[Hashable], n: float) -> None:
        """Some groups are together `n` persons."""
        self.assumed.append((self.terms(groups), n, n))

    def terms(self, added: Iterable[Hashable], taken: Iterable[Hashable] = ()) -> Terms:
        """Weights of groups by their place among the unknowns; a group that is new gets one."""
        weights: dict[int, int] = {}
        for sign, groups in ((1, added), (-1, taken)):
            for group in groups:
                place = self.places.setdefault(group, len(self.places))
                weights[place] = weights.get(place, 0) + sign
        return weights


class Judged(NamedTuple):
    """Names of the counts that may not leave, and of the sums `hidden_before` the places of those that are
    given away whatever leaves."""

    withheld: set[Hashable]
    given_away: list[int]


def withheld(
    counts: Sequence[Count],
    knowledge: Knowledge,
    hidden_before: Sequence[Iterable[Hashable]] = (),
    threshold: int = THRESHOLD,
    kept_back: Collection[Hashable] = (),
) -> set[Hashable]:
    """Names of the counts that may not leave (see `judged`)."""
    return judged(counts, knowledge, hidden_before, threshold, kept_back).withheld


def judged(
    counts: Sequence[Count],
    knowledge: Knowledge,
    hidden_before: Sequence[Iterable[Hashable]] = (),
    threshold: int = THRESHOLD,
    kept_back: Collection[Hashable] = (),
    given_away: Collection[int] = (),
    in_whole_persons: bool = True,
    as_if: Sequence[Knowledge] = (),
) -> Judged:
    """Which counts may not leave.

    `hidden_before` are sums that are no count of these, or that earlier editions withheld: where what was
    known without `counts` leaves such a sum any number from 1 to `threshold` − 1, it still does beside the
    counts that leave. Counts `kept_back` do not leave in any case. Tables not `in_whole_persons` may
    be of halves of them: of programmes too large for better. What nothing would hide beside `knowledge`,
    as of some of `hidden_before` less has shown (`given_away`, by place), is hidden beside what is known
    `as_if`, if that is given. All are withheld where no table of persons agrees with them and what is known:
    then what is known is wrong.
    """
    asked = [*hidden_before, *(count.groups for count in counts)]
    is_small = np.array(
        [count.between is None and is_sensitive(count.n, threshold) for count in counts], dtype=bool
    )
    is_told = ~is_small & np.array([count.name not in kept_back for count in counts], dtype=bool)
    small = len(hidden_before) + np.flatnonzero(is_small)
    to_hide = [place for place in (*range(len(hidden_before)), *small) if place not in given_away]
    lost = list(given_away)
    dearest_first = sorted(range(len(counts)), key=lambda place: (-counts[place].cost, -counts[place].n))
    for known in (knowledge, *as_if):
        tables = Tables(known, counts, asked)
        if not tables.forget_what_contradicts():
            return Judged({count.name for count in counts}, [])
        tables.in_whole_persons, tables.is_told = in_whole_persons, is_told.copy()
        lost += tables.hide(to_hide, threshold)
        for place in dearest_first:
            if is_told[place] and not tables.is_told[place]:
                tables.tell_again(place)
        is_told = tables.is_told
        to_hide, lost = lost, []
        if not to_hide:
            break
    names = {count.name for count, leaves in zip(counts, is_told, strict=True) if not leaves}
    return Judged(names, [place for place in to_hide if place < len(hidden_before)])


class Tables:
    """All tables of whole persons that agree with what is known and told, and some of them as witnesses."""

    def __init__(
        self, knowledge: Knowledge, counts: Sequence[Count], asked: Sequence[Iterable[Hashable]]
    ) -> None:
        of_counts = [knowledge.terms(count.groups) for count in counts]
        of_asked = [knowledge.terms(groups) for groups in asked]
        self.n_unknown = len(knowledge.places)
        self.counts, self.asked = self._matrix(of_counts), self._matrix(of_asked)
        self.known, self.known_limits = self._limited(knowledge.sums)
        self.assumed, self.assumed_limits = self._limited(knowledge.assumed)
        self.n = np.array([count.n for count in counts], dtype=float)
        told = [count.between or (count.n, count.n) for count in counts]
        self.tells = np.array(told, dtype=float).reshape(-1, 2)
        self.cost = np.array([count.cost for count in counts], dtype=float)
        self.is_told = np.ones(len(counts), dtype=bool)
        self.changed = np.zeros((0, len(counts)), dtype=bool)
        self.witnessed = np.zeros((0, len(of_asked)))
        self.allowed: list[tuple[int, Limits]] = []
        self.in_whole_persons = True

    def forget_what_contradicts(self) -> bool:
        """Drop the assumptions that the counts contradict; False where they contradict what is known."""
        found = self._solved(
            [(self.known, self.known_limits), (self.counts, np.column_stack([self.n, self.n]))],
            (self.assumed, self.assumed_limits),
            np.ones(len(self.assumed_limits)),
        )
        if found is None:
            return False
        values = self.assumed @ found[: self.n_unknown]
        low, high = self.assumed_limits.T
        holds = (values > low - WHOLE) & (values < high + WHOLE)
        self.assumed, self.assumed_limits = self.assumed[np.flatnonzero(holds)], self.assumed_limits[holds]
        return True

    def hide(self, asked: Sequence[int], threshold: int) -> list[int]:
        """Withhold what hides the sums asked; returns those that nothing hides."""
        limits = (-np.inf, 1), (threshold - 1, np.inf)
        return [one for one in asked if not all([self.allow(one, limit, asked) for limit in limits])]

    def allow(self, asked: int, limits: Limits, alike: Sequence[int]) -> bool:
        """Withhold what has to be, so that some table keeps the sum asked within limits; False if none can.

        Where it costs no more, the table does the same for the sums `alike`. Nothing is withheld where even
        that would not help.
        """
        if not self._is_witnessed(asked, limits):
            waiting = [one for one in alike if one != asked and not self._is_witnessed(one, limits)]
            table = self._nearest(asked, limits, waiting)
            if table is None:
                return False
            self.is_told &= ~self._witness(table)
        self.allowed.append((asked, limits))
        return True

    def tell_again(self, place: int) -> None:
        """Tell a withheld count after all, if everything that was allowed has a witness beside it."""
        self.is_told[place] = True
        for asked, limits in self.allowed:
            if self._is_witnessed(asked, limits):
                continue
            waiting = [
                one
                for one, alike in self.allowed
                if alike == limits and one != asked and not self._is_witnessed(one, limits)
            ]
            table = self._beside_what_is_told(asked, limits, waiting)
            if table is None:
                self.is_told[place] = False
                return
            self._witness(table)

    def _is_witnessed(self, asked: int, limits: Limits) -> bool:
        """Whether a table found before keeps a sum within limits, and agrees with all that is told now."""
        values = self.witnessed[:, asked]
        fitting = (values >= limits[0]) & (values <= limits[1])
        return bool(np.any(~np.any(self.changed[fitting] & self.is_told, axis=1)))

    def _witness(self, table: np.ndarray) -> np.ndarray:
        """Keep a table, and say which counts it changes."""
        changed = self._changed(table)
        self.changed = np.vstack([self.changed, changed])
        self.witnessed = np.vstack([self.witnessed, self.asked @ table])
        return changed

    def _beside_what_is_told(self, asked: int, limits: Limits, waiting: Sequence[int]) -> np.ndarray | None:
        """A table that changes nothing told; one that is overlooked only leaves a count withheld."""
        hard = [*self._hard(asked, limits), self._told(np.flatnonzero(self.is_told))]
        wished, cost = self._wished(waiting, limits), np.full(len(waiting), WISH)
        table = self._solved(hard, wished, cost, is_sure=False)
        if table is None or not self.in_whole_persons or _is_whole(table):
            return table
        return self._solved(hard, wished, cost, is_whole=True, is_sure=False)

    def _nearest(self, asked: int, limits: Limits, waiting: Sequence[int]) -> np.ndarray | None:
        """The table in which told counts change least, weighted by what it costs to withhold them."""
        told = np.flatnonzero(self.is_told)
        hard = self._hard(asked, limits)
        soft = _both(self._told(told), self._wished(waiting, limits))
        cost = np.concatenate([self.cost[told], np.full(len(waiting), WISH)])
        table = self._solved(hard, soft, cost)
        if table is None or not self.in_whole_persons or _is_whole(table):
            return table
        # Half persons: the told counts that need not change stay, which leaves little to try in whole ones.
        changes = self._changed(table)[told]
        of_changed, stay = self._told(told[changes]), self._told(told[~changes])
        table = self._solved([*hard, stay], of_changed, self.cost[told[changes]], is_whole=True)
        return self._solved(hard, soft, cost, is_whole=True) if table is None else table

    def _hard(self, asked: int, limits: Limits) -> list[Limited]:
        return [
            (self.known, self.known_limits),
            (self.assumed, self.assumed_limits),
            (self.asked[[asked]], np.array([limits])),
        ]

    def _wished(self, waiting: Sequence[int], limits: Limits) -> Limited:
        return self.asked[list(waiting)], np.tile(limits, (len(waiting), 1))

    def _told(self, positions: np.ndarray) -> Limited:
        return self.counts[positions], self.tells[positions]

    def _changed(self, table: np.ndarray) -> np.ndarray:
        """Of which counts a table says otherwise than they tell."""
        low, high = self.tells.T
        values = self.counts @ table
        return (values < low - WHOLE) | (values > high + WHOLE)

    def _solved(
        self,
        hard: Sequence[Limited],
        soft: Limited,
        cost: np.ndarray,
        is_whole: bool = False,
        is_sure: bool = True,
    ) -> np.ndarray | None:
        """The table that keeps the hard limits and misses the soft ones at least cost; None if there is none,
        which is said twice where it has to be sure.

        Raises RuntimeError where the solver gives up: then nothing is known to be hidden.
        """
        rows, limits = soft
        n_soft = len(limits)
        miss = sparse.eye_array(n_soft, format="csr")
        constraints = (
            [LinearConstraint(sparse.hstack([rows, miss, -miss], format="csr"), *limits.T)] if n_soft else []
        )
        for rows, limits in hard:
            if len(limits):
                nothing = sparse.csr_array((len(limits), 2 * n_soft))
                constraints.append(LinearConstraint(sparse.hstack([rows, nothing], format="csr"), *limits.T))
        programme = {
            "c": np.concatenate([np.zeros(self.n_unknown), cost, cost]),
            "constraints": constraints,
            "bounds": Bounds(0, MANY),
            "integrality": np.repeat([float(is_whole), 0.0], [self.n_unknown, 2 * n_soft]),
        }
        found = milp(**programme, options=HASTY)
        if found.x is None and (is_sure or found.status != INFEASIBLE):
            found = milp(**programme, options=PATIENT)
        if found.x is None:
            if found.status != INFEASIBLE:
                raise RuntimeError(f"linear programme of disclosure control: {found.message}")
            return None
        table = found.x[: self.n_unknown]
        return np.round(table) if _is_whole(table) else table

    def _limited(self, sums: Sequence[tuple[Terms, float, float]]) -> Limited:
        limits = np.array([limits for _, *limits in sums], dtype=float).reshape(-1, 2)
        return self._matrix([terms for terms, _, _ in sums]), limits

    def _matrix(self, rows: Sequence[Terms]) -> sparse.csr_array:
        """One row for each sum of unknowns."""
        entries = [
            (number, place, weight) for number, row in enumerate(rows) for place, weight in row.items()
        ]
        numbers, places, weights = zip(*entries, strict=True) if entries else ((), (), ())
        return sparse.csr_array(
            (np.array(weights, dtype=float), (numbers, places)), shape=(len(rows), self.n_unknown)
        )


def _is_whole(table: np.ndarray) -> bool:
    return bool(np.all(np.abs(table - np.round(table)) < WHOLE))


def _both(one: Limited, other: Limited) -> Limited:
    return sparse.vstack([one[0], other[0]], format="csr"), np.vstack([one[1], other[1]])
