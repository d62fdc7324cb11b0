"""Which disjoint groups of persons every count of an agreement sums, and how those groups hang together.

The smallest groups that counts tell apart are the new starters of one place (a hospital with its region, or a
year) with one combination of verdicts on the criteria. A topic that divides the same persons in another way
has groups of its own, which sum to those of the place.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, combinations, pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from pipelines.methods.flow_groups import SUMS

if TYPE_CHECKING:
    from pipelines.methods.withholding import Knowledge

FLOW = ("flow", "eligibility", "criterion", "exclusion")
"""Topics of verdicts and of the patient flow, which follow from the combinations of verdicts."""
OF_NEW_STARTERS = ("attribution", "line", "context", "stop_rule", "stop_reason")
"""Topics that divide all new starters in another way."""
CHANGING = ("line", "stop_rule", "stop_reason", "exit", "uptake", "testing", "contradiction")
"""Topics in which a person may be of another category at a later cut (`counted_relations`)."""
VERDICTS = ("met", "not_met", "unknown")
FEW_COMBINATIONS = 250
EARLIER = "earlier_starter"

TO = "–"
"""Between two years that are counted together."""

Place = tuple[str, ...]
Combination = tuple[str, ...]


class Cell(NamedTuple):
    """The name of a count: as a row of `result.person_count`, or a size of the flow."""

    topic: str
    item: str
    grouping: str
    level: str
    category: str


class Group(NamedTuple):
    """A group of persons that no count divides; its category is a combination of verdicts in the flow."""

    edition: Hashable
    topic: str
    item: str
    place: Place
    category: str | Combination


@dataclass(frozen=True)
class CountedGroups:
    """The groups behind the counts of one agreement in one edition.

    `criteria` are the ids of the criteria, in order, with the requirement each is one of the alternatives
    for; `regions` the hospitals with their region.
    """

    edition: Hashable
    data_cut: date
    criteria: tuple[tuple[str, str], ...]
    regions: frozenset[tuple[str, str]]
    cells: tuple[Cell, ...]

    def groups_of(self, cell: Cell) -> list[Group]:
        """The groups whose persons a count holds."""
        places = [place for place in self._places_of(cell) if _is_in(place, cell)]
        if cell.topic not in FLOW:
            return [Group(self.edition, cell.topic, cell.item, place, cell.category) for place in places]
        earlier = [Group(self.edition, "flow", "", ("all",), EARLIER)]
        if cell.category == EARLIER:
            return earlier
        persons = [
            Group(self.edition, "flow", "", place, combination)
            for combination in self.combinations
            if self._is_of(combination, cell)
            for place in places
        ]
        return persons + (earlier if cell.topic == "flow" and EARLIER in SUMS[cell.category] else [])

    def relate(self, knowledge: "Knowledge") -> None:
        """However they are divided, they are the same persons."""
        for one, other in pairwise(self.flow_divisions):
            for combination in self.combinations:
                knowledge.is_exactly(
                    [Group(self.edition, "flow", "", place, combination) for place in one], 0,
                    [Group(self.edition, "flow", "", place, combination) for place in other],
                )  # fmt: skip
        for (topic, item), cells in self.topics.items():
            categories = sorted({cell.category for cell in cells})
            divisions = self.divisions_of(cells)
            for one, other in pairwise(divisions):
                for category in categories:
                    knowledge.is_exactly(
                        [Group(self.edition, topic, item, place, category) for place in one], 0,
                        [Group(self.edition, topic, item, place, category) for place in other],
                    )  # fmt: skip
            if topic in OF_NEW_STARTERS:
                self._are_new_starters(knowledge, topic, item, categories, divisions)

    def relate_to_later(self, knowledge: "Knowledge", later: "CountedGroups") -> None:
        """Whoever has started stays, and a year that is over at this cut gets nobody new.

        Where the criteria are not the same, that is known of all new starters of a place only.
        """
        earlier = Group(self.edition, "flow", "", ("all",), EARLIER)
        knowledge.assume_equal([earlier], [earlier._replace(edition=later.edition)])
        is_judged_alike = self.criteria == later.criteria
        of_other_persons = CHANGING if is_judged_alike else (*CHANGING, "flow")
        of_later = set(later._all_groups())
        for group in self._all_groups():
            after = group._replace(edition=later.edition)
            if group.topic not in of_other_persons and after in of_later:
                self._assume(knowledge, group.place, [group], [after])
        if not is_judged_alike:
            places_of_later = set(chain.from_iterable(later.flow_divisions))
            for place in chain.from_iterable(self.flow_divisions):
                if place in places_of_later:
                    self._assume(knowledge, place, self.new_starters(place), later.new_starters(place))

    def _assume(self, knowledge: "Knowledge", place: Place, before: list[Group], after: list[Group]) -> None:
        if place[0] == "year" and place[1] < str(self.data_cut.year):
            knowledge.assume_equal(before, after)
        else:
            knowledge.assume_growth(before, after)

    def new_starters(self, place: Place) -> list[Group]:
        """The groups of all new starters of a place of the flow."""
        return [Group(self.edition, "flow", "", place, combination) for combination in self.combinations]

    @cached_property
    def combinations(self) -> list[Combination]:
        """Combinations of verdicts that persons may have.

        Where there are very many, those in which few criteria are not met or unknown, or all of those the
        same: who is thought to know of fewer possibilities is told less.
        """
        n = len(self.criteria)
        if len(VERDICTS) ** n <= FEW_COMBINATIONS:
            return list(product(VERDICTS, repeat=n))
        few = {
            tuple(dict(zip(places, verdicts, strict=True)).get(place, "met") for place in range(n))
            for k in range(3)
            for places in combinations(range(n), k)
            for verdicts in product(VERDICTS[1:], repeat=k)
        }
        return sorted(few | {(verdict,) * n for verdict in VERDICTS})

    def _is_of(self, combination: Combination, cell: Cell) -> bool:
        if cell.topic == "criterion":
            return combination[self._position[cell.item]] == cell.category
        if cell.topic == "flow":
            return self._verdict(combination) in SUMS[cell.category]
        if cell.topic == "eligibility":
            return self._verdict(combination) == cell.category
        return self._left_for(combination) == cell.category

    def started(self, place: Place, verdict: str) -> list[Group]:
        """The groups of the new starters of a place with a verdict on the whole indication."""
        return [group for group in self.new_starters(place) if self._verdict(group.category) == verdict]

    def _verdict(self, combination: Combination) -> str:
        """Inside, outside or undetermined, by Kleene's logic; alternatives count as the best of them."""
        best = self._best(combination)
        if "not_met" in best.values():
            return "outside"
        return "undetermined" if "unknown" in best.values() else "inside"

    def _left_for(self, combination: Combination) -> str:
        """The verdict with the first criterion it is due to."""
        verdict, best = self._verdict(combination), self._best(combination)
        if verdict == "inside":
            return verdict
        decisive = "not_met" if verdict == "outside" else "unknown"
        return next(
            f"{verdict}:{criterion}"
            for (criterion, requirement), found in zip(self.criteria, combination, strict=True)
            if found == best[requirement] == decisive
        )

    def _best(self, combination: Combination) -> dict[str, str]:
        """The verdict on each requirement."""
        best: dict[str, str] = {}
        order = ("met", "unknown", "not_met")
        for (_, requirement), found in zip(self.criteria, combination, strict=True):
            best[requirement] = min(found, best.get(requirement, found), key=order.index)
        return best

    @cached_property
    def _position(self) -> dict[str, int]:
        return {criterion: position for position, (criterion, _) in enumerate(self.criteria)}

    @cached_property
    def topics(self) -> dict[tuple[str, str], list[Cell]]:
        """Cells by topic and item, of topics that are not of the flow."""
        topics: dict[tuple[str, str], list[Cell]] = {}
        for cell in self.cells:
            if cell.topic not in FLOW:
                topics.setdefault((cell.topic, cell.item), []).append(cell)
        return topics

    @cached_property
    def flow_divisions(self) -> list[list[Place]]:
        return self.divisions_of([cell for cell in self.cells if cell.topic in (*FLOW, *OF_NEW_STARTERS)])

    def divisions_of(self, cells: list[Cell]) -> list[list[Place]]:
        """The places that each division of these cells has.

        Where persons are counted by hospital, a region is its hospitals; else it may be where they live.
        """
        levels = {
            grouping: sorted({cell.level for cell in cells if cell.grouping == grouping})
            for grouping in ("hospital", "region", "year")
        }
        levels["year"] = sorted({year for level in levels["year"] for year in years_of(level)})
        if levels["hospital"]:
            by_place = sorted(("hospital", *pair) for pair in self.regions)
        else:
            by_place = [("region", level) for level in levels["region"]]
        divisions = [by_place, [("year", year) for year in levels["year"]]]
        return [places for places in divisions if places] or [[("all",)]]

    def _places_of(self, cell: Cell) -> list[Place]:
        """The places of the division that a cell belongs to."""
        divisions = (
            self.flow_divisions
            if cell.topic in FLOW
            else self.divisions_of(self.topics[cell.topic, cell.item])
        )
        kinds = [places[0][0] for places in divisions]
        kind = kinds[0] if cell.grouping == "all" else cell.grouping
        if kind == "region" and "hospital" in kinds:
            kind = "hospital"
        return next((places for places in divisions if places[0][0] == kind), [])

    def _are_new_starters(
        self,
        knowledge: "Knowledge",
        topic: str,
        item: str,
        categories: list[str],
        divisions: list[list[Place]],
    ) -> None:
        for places in divisions:
            for place in places:
                of_flow = self.flow_divisions[0] if place == ("all",) else [place]
                persons = [person for place_of in of_flow for person in self.new_starters(place_of)]
                divided = [Group(self.edition, topic, item, place, category) for category in categories]
                knowledge.is_exactly(divided, 0, persons)

    def _all_groups(self) -> Iterator[Group]:
        """Every group that is not of earlier starters."""
        for places, combination in product(self.flow_divisions, self.combinations):
            for place in places:
                yield Group(self.edition, "flow", "", place, combination)
        for (topic, item), cells in self.topics.items():
            for places in self.divisions_of(cells):
                for place, category in product(places, sorted({cell.category for cell in cells})):
                    yield Group(self.edition, topic, item, place, category)


def _is_in(place: Place, cell: Cell) -> bool:
    """Whether the persons of a place are counted in a cell of its division."""
    if cell.grouping == "all":
        return True
    if cell.grouping == "year":
        return place[1] in years_of(cell.level)
    # The region of a hospital stands behind it.
    return (place[-1] if cell.grouping == "region" else place[1]) == cell.level


def together(years: Sequence[str]) -> str:
    """The level that counts years one after the other: '2024', '2024–2026'."""
    return years[0] if len(years) == 1 else f"{years[0]}{TO}{years[-1]}"


def years_of(level: str) -> list[str]:
    """The years that a level counts."""
    first, _, last = level.partition(TO)
    return [str(year) for year in range(int(first), int(last or first) + 1)]
