"""Which disjoint groups of persons the ledger of follow-up sums, and how they hang together.

Everybody of the cohort died, went abroad or was not followed further, between two of the times that anything
is told by. Whoever died or went abroad did so at every later cut too. Whoever was not followed further is
later followed to the same time or beyond, or has died or gone abroad since: so as many are known of beyond
every time, or more.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipelines.methods.withholding import Knowledge

DIED, ABROAD = "death", "emigrated"
CAUSES = ("complete_to", ABROAD)
"""Why those who did not die are not followed further."""
ENDS = (DIED, *CAUSES)
START = -1.0
"""A time before everybody is followed."""


class Group(NamedTuple):
    """Persons whose follow-up ended for a reason, after the time looked at before this one, and up to it.

    Of two editions: those of whom the later one says so, and the earlier one not yet.
    """

    edition: Hashable
    end: str
    time_days: float


@dataclass(frozen=True)
class LedgerGroups:
    """The groups behind the ledger of one agreement in one edition, between `times` in order.

    The last of them is after everybody is gone.
    """

    edition: Hashable
    data_cut: date
    times: tuple[float, ...]

    def ended(self, ends: Sequence[str], time: float, since: float = START) -> list[Group]:
        """Those whose follow-up ended for one of these reasons, after one time and up to another."""
        return [Group(self.edition, end, one) for end in ends for one in self.times if since < one <= time]

    def beyond(self, time: float) -> list[Group]:
        """Those followed beyond a time."""
        return self.ended(ENDS, inf, time)

    def since(self, earlier: "LedgerGroups") -> "LedgerGroups":
        """Those whose follow-up has ended since an earlier edition, as far as it told."""
        return LedgerGroups((earlier.edition, self.edition), self.data_cut, self.times)

    def relate_to_later(self, knowledge: "Knowledge", later: "LedgerGroups") -> None:
        """Nobody who died or went abroad comes back, and everybody is followed as far as before."""
        added = later.since(self)
        for group in self.ended((DIED, ABROAD), inf):
            both = [group, group._replace(edition=added.edition)]
            knowledge.assume_equal(both, [group._replace(edition=later.edition)])
        for time in (START, *self.times[:-1]):
            knowledge.assume_growth(self.beyond(time), later.beyond(time))
