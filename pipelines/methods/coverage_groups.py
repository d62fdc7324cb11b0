"""Which disjoint groups of persons the numbers of one register's coverage sum, and how they hang together.

The smallest groups are persons of one place (a hospital with its region) or one year, whom the register is
delivered for or not, and who are found in it or not. Of the drug those found are among the treated, and the
other treated are a group too. That there is somebody, and somebody of those delivered, is told by the row of
everybody, which leaves in any case.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, pairwise, product
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.methods.counted_groups import Place

if TYPE_CHECKING:
    from pipelines.methods.withholding import Knowledge

ALL, DELIVERED, NOT_DELIVERED = "all", "delivered", "not_delivered"
TREATED = "treated"
"""The treated who are not found: whom NPR does not show, and no row of coverage counts."""
SHOWN, FOUND, MISSING = "shown", "found", "missing"
BY_DRUG = ("npr_drug",)
"""Shown by the first contact with the drug; a diagnosis is confirmed later, when its year may be over."""


class Number(NamedTuple):
    """The name of a number: of a row, of a difference (not delivered; treated, not found), or of a gap."""

    grouping: str
    level: str
    category: str

    @property
    def is_of_row(self) -> bool:
        """Whether a row of coverage has it."""
        return self.level not in (NOT_DELIVERED, TREATED) and self.category != NOT_DELIVERED


class Group(NamedTuple):
    """Persons of one place or year, with or without delivery, found or not."""

    edition: Hashable
    place: Place
    is_delivered: bool
    is_found: bool


@dataclass(frozen=True)
class CoverageGroups:
    """The groups behind the coverage of one register by one denominator, in one edition.

    `regions` are the hospitals with their region, `years` those of first contact; `delivered` says of every
    row, by grouping and level, whether something of it is.
    """

    edition: Hashable
    data_cut: date
    denominator: str
    regions: frozenset[tuple[str, str]]
    years: frozenset[str]
    delivered: Mapping[tuple[str, str], bool]

    def groups_of(self, number: Number) -> list[Group]:
        """The groups whose persons a number counts."""
        grouping, level, category = number
        if level == TREATED:
            return [Group(self.edition, (TREATED,), False, False)]
        if category == NOT_DELIVERED:
            return self._of(grouping, level, False)
        if level == NOT_DELIVERED and grouping != ALL:
            partly = sorted(
                place for of, place in self.delivered if of == grouping and self.delivered[of, place]
            )
            return [group for place in partly for group in self._of(grouping, place, False)]
        is_counted: Collection[bool] = (True, False)
        if level == NOT_DELIVERED:
            is_counted = (False,)
        elif (grouping, level) != (ALL, ALL) and self.delivered[grouping, level]:
            is_counted = (True,)
        is_found = {SHOWN: (True, False), FOUND: (True,), MISSING: (False,)}[category]
        return [
            Group(self.edition, place, *state)
            for place in self.places(grouping, level)
            for state in product(is_counted, is_found)
        ]

    def places(self, grouping: str, level: str) -> list[Place]:
        """The places or years of a level; all of them by place."""
        if grouping == "year":
            return [("year", level)]
        position = {"hospital": 1, "region": 2}.get(grouping)
        if position is None:
            return self._divisions[0]
        return [place for place in self._by_place if place[position] == level]

    def relate(self, knowledge: "Knowledge") -> None:
        """The same persons by place and by year; of some levels nothing is delivered."""
        for (one, other), state in product(pairwise(self._divisions), product((True, False), repeat=2)):
            knowledge.is_exactly(
                [Group(self.edition, place, *state) for place in one], 0,
                [Group(self.edition, place, *state) for place in other],
            )  # fmt: skip
        knowledge.is_at_least(self._of(ALL, ALL, self.delivered[ALL, ALL]), 1)
        for (grouping, level), is_delivered in self.delivered.items():
            if not is_delivered:
                knowledge.is_exactly(self._of(grouping, level, True), 0)

    def relate_to_later(self, knowledge: "Knowledge", later: "CoverageGroups") -> None:
        """Whoever is shown, delivered or found stays so, and years that are over show nobody new."""
        of_later = set(chain.from_iterable(later._divisions))
        for place, is_delivered in product(chain.from_iterable(self._divisions), (True, False)):
            if place not in of_later:
                continue
            found, missing = (
                Group(self.edition, place, is_delivered, is_found) for is_found in (True, False)
            )
            found_after, missing_after = (group._replace(edition=later.edition) for group in (found, missing))
            knowledge.assume_growth([found], [found_after])
            is_over = place[0] == "year" and place[1] < str(self.data_cut.year)
            assume = (
                knowledge.assume_equal if is_over and self.denominator in BY_DRUG else knowledge.assume_growth
            )
            assume([found, missing], [found_after, missing_after])

    def _of(self, grouping: str, level: str, is_delivered: bool) -> list[Group]:
        return [
            Group(self.edition, place, is_delivered, is_found)
            for place in self.places(grouping, level)
            for is_found in (True, False)
        ]

    @cached_property
    def _by_place(self) -> list[Place]:
        return sorted(("place", *pair) for pair in self.regions)

    @cached_property
    def _divisions(self) -> list[list[Place]]:
        """The same persons by place and by year, where they are divided."""
        by_year = sorted(("year", year) for year in self.years)
        return [places for places in (self._by_place, by_year) if places] or [[("all",)]]


def numbers_of(row: Mapping) -> Iterator[tuple[Number, int | None]]:
    """The numbers of one row of coverage; where nothing is delivered only how many are shown."""
    shown, found = row["n_denominator"], row["n_found"]
    place = row["grouping"], row["level"]
    yield Number(*place, SHOWN), shown
    if row["is_delivered"]:
        yield Number(*place, FOUND), found
        yield Number(*place, MISSING), None if shown is None or found is None else shown - found


def not_delivered(numbers: Mapping[Number, int | None]) -> Iterator[tuple[Number, int | None]]:
    """Everybody less those delivered, by category, where coverage has both."""
    for category in (SHOWN, FOUND, MISSING):
        everybody, delivered = (Number(ALL, level, category) for level in (ALL, DELIVERED))
        if delivered in numbers:
            one, other = numbers[everybody], numbers[delivered]
            yield Number(ALL, NOT_DELIVERED, category), None if None in (one, other) else one - other


def treated_elsewhere(
    numbers: Mapping[Number, int | None], n_treated: int | None
) -> Iterator[tuple[Number, int | None]]:
    """The treated less those found, where coverage counts these; fewer treated than found tell nothing."""
    everybody = Number(ALL, ALL, FOUND)
    if everybody in numbers:
        n_found = numbers[everybody]
        is_told = n_treated is not None and n_found is not None and n_found <= n_treated
        yield Number(ALL, TREATED, MISSING), n_treated - n_found if is_told else None


def not_delivered_elsewhere(numbers: Mapping[Number, int]) -> Iterator[tuple[Number, int]]:
    """How many are not delivered of the levels that are delivered in part or whole, by division."""
    delivered = {number[:2] for number in numbers if number.category == FOUND}
    absent = dict(not_delivered(numbers)).get(Number(ALL, NOT_DELIVERED, SHOWN))
    if absent is None:
        return
    shown = [number for number in numbers if number.category == SHOWN]
    for grouping in sorted({number.grouping for number in shown} - {ALL}):
        levels = [number for number in shown if number.grouping == grouping]
        told = sum(numbers[number] for number in levels if number[:2] not in delivered)
        yield Number(grouping, NOT_DELIVERED, SHOWN), absent - told


def behind_gaps(gaps: Iterable[Mapping]) -> dict[Number, Any]:
    """How many NPR shows of each region while the register was not delivered; missing where withheld."""
    found: dict[Number, Any] = {}
    for row in gaps:
        n, region = row["n_seen_elsewhere"], row["region_code"]
        if region is not None and (n is not None or row["suppressed"]):
            number = Number("region", region, NOT_DELIVERED)
            before = found.get(number, 0)
            found[number] = None if n is None or before is None else before + n
    return found
