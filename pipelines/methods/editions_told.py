"""Which editions came one after the other, up to the one of now."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise, product
from typing import Any, Protocol


class OfEdition(Protocol):
    """Groups behind the counts of one edition."""

    @property
    def data_cut(self) -> date:
        """The cut of the edition."""


def relate_editions(now: OfEdition, before: Iterable[OfEdition], relate: Callable[[Any, Any], None]) -> None:
    """Call `relate` with an earlier and a later edition: each of `before` and `now`, and cuts in a row."""
    by_cut: dict[date, list[OfEdition]] = {}
    for edition in before:
        by_cut.setdefault(edition.data_cut, []).append(edition)
        # Of one cut, what was published before comes before.
        relate(*sorted([edition, now], key=lambda one: one.data_cut))
    for cut, next_cut in pairwise(sorted(by_cut)):
        for earlier, later in product(by_cut[cut], by_cut[next_cut]):
            relate(earlier, later)
