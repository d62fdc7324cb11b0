"""Which disjoint groups of persons the counts of an agreement's comparisons sum, and how they hang together.

All comparisons of an agreement share the treated, who are the patients of its flow: each stands somewhere in
it, is first in the treated group by each comparator or not, and is followed or not.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from pipelines.methods.flow_groups import SUMS

if TYPE_CHECKING:
    from pipelines.methods.withholding import Knowledge

TREATED, COMPARATOR = "treated", "comparator"
INSIDE = ("compared", "other_group", "not_followed")
"""The categories of those inside."""
STANDINGS = ("before_period", "after_period", "outside", "undetermined", "inside")
IN_FLOW = {"earlier_starter": "before_period"}
"""Standings that the patient flow names otherwise."""
OVER = ("before_period",)
"""Standings that nobody new can have."""


class Count(NamedTuple):
    """The name of a count: of one group of a comparison, by its category."""

    comparator: str
    arm: str
    category: str


class Group(NamedTuple):
    """Persons of a group who stand somewhere, first in it or not by comparator, followed or not."""

    edition: Hashable
    arm: str
    standing: str
    is_first: tuple[tuple[str, bool], ...]
    is_followed: bool


@dataclass(frozen=True)
class ComparisonCounts:
    """The groups behind the counts of all comparisons of one agreement in one edition.

    `last_dates` are the comparators with the last day of their period.
    """

    edition: Hashable
    data_cut: date
    last_dates: Mapping[str, date]

    def groups_of(self, count: Count) -> list[Group]:
        """The groups whose persons a count holds."""
        comparator, arm, category = count
        if category not in INSIDE:
            return [group for group in self._of(arm, comparator) if group.standing == category]
        inside = [group for group in self._of(arm, comparator) if group.standing == "inside"]
        of_first = [group for group in inside if dict(group.is_first)[comparator] != (category == INSIDE[1])]
        if category == "other_group":
            return of_first
        return [group for group in of_first if group.is_followed == (category == "compared")]

    def of_flow(self, size: str) -> list[Group]:
        """The treated that a size of the patient flow holds."""
        standings = [IN_FLOW.get(part, part) for part in SUMS[size]]
        return [group for group in self._of(TREATED) if group.standing in standings]

    def followed(self, cohort: str) -> list[Group]:
        """The treated whose survival is told."""
        return [group for group in self.of_flow(cohort) if group.is_followed]

    def relate_to_later(self, knowledge: "Knowledge", later: "ComparisonCounts") -> None:
        """Whoever stands somewhere stays there, and is followed at the next cut; periods end."""
        arms = [(TREATED, ""), *((COMPARATOR, name) for name in self.last_dates if name in later.last_dates)]
        for group in (group for arm, name in arms for group in self._of(arm, name)):
            if not group.is_followed:
                continue
            both = [group, group._replace(is_followed=False)]
            after = [one._replace(edition=later.edition) for one in both]
            knowledge.assume_growth([group], [after[0]])
            if self.data_cut < later.data_cut:
                knowledge.assume_growth(both, [after[0]])
            is_over = group.standing in OVER or (
                group.arm != TREATED
                and group.standing != "after_period"
                and self.last_dates[group.is_first[0][0]] < self.data_cut
            )
            assume = knowledge.assume_equal if is_over else knowledge.assume_growth
            assume(both, after)

    def _of(self, arm: str, comparator: str = "") -> Iterator[Group]:
        names = sorted(self.last_dates) if arm == TREATED else [comparator]
        for standing, is_followed in product(STANDINGS, (True, False)):
            for firsts in product((True, False), repeat=len(names)):
                yield Group(self.edition, arm, standing, tuple(zip(names, firsts, strict=True)), is_followed)
