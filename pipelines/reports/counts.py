"""How persons divide: the rows of `released.person_count` of one agreement, by topic, item and grouping."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.reports.counted_topics import check_counted, reading_place
from pipelines.reports.edition import Edition, Row


@dataclass(frozen=True)
class Division:
    """One group divided into categories; a count is None where it is withheld."""

    level: str
    counts: dict[str, int | None]

    @property
    def total(self) -> int | None:
        """Persons of the group; None where a part of it is withheld."""
        known = [count for count in self.counts.values() if count is not None]
        return sum(known) if len(known) == len(self.counts) else None

    @property
    def is_withheld(self) -> bool:
        return all(count is None for count in self.counts.values())


@dataclass(frozen=True)
class PersonCounts:
    """The released counts of one agreement."""

    rows: Sequence[Row]

    @cached_property
    def _levels(self) -> dict[tuple[str, str, str], dict[str, dict[str, int | None]]]:
        found: dict[tuple[str, str, str], dict[str, dict[str, int | None]]] = {}
        for row in self.rows:
            levels = found.setdefault((row["topic"], row["item"], row["grouping"]), {})
            levels.setdefault(row["level"], {})[row["category"]] = row["n"]
        return found

    def items(self, topic: str) -> list[str]:
        """The items of a topic that were counted, in the order of the alphabet."""
        return sorted({item for known, item, _ in self._levels if known == topic})

    def categories(self, topic: str, item: str) -> list[str]:
        """The categories of a topic's item in reading order: those of the undivided group, which has all."""
        found = {
            category
            for (known, part, _), levels in self._levels.items()
            if (known, part) == (topic, item)
            for counts in levels.values()
            for category in counts
        }
        return sorted(found, key=lambda category: reading_place(topic, item, category))

    def whole(self, topic: str, item: str = "all") -> Division | None:
        """The undivided group; None where the edition has no such count."""
        found = self.divided(topic, item, "all")
        return found[0] if found else None

    def divided(self, topic: str, item: str, grouping: str) -> list[Division]:
        """The group by hospital, region or year, the unknown level last.

        A row left out counts nobody, except in a level of which something is withheld: there an empty
        category would say who the withheld ones are.
        """
        levels = self._levels.get((topic, item, grouping), {})
        categories = self.categories(topic, item)
        return [
            Division(level, _filled_up(levels[level], categories))
            for level in sorted(levels, key=lambda level: (level == "unknown", level))
        ]


def _filled_up(counts: Mapping[str, int | None], categories: Sequence[str]) -> dict[str, int | None]:
    missing = None if None in counts.values() else 0
    return {category: counts.get(category, missing) for category in categories}


def person_counts(edition: Edition, agreement_id: str) -> PersonCounts:
    """Raises ReportError where a topic, item or category is counted that the reports have no words for."""
    rows = edition.rows("released.person_count", agreement_id)
    check_counted(str(edition.path), rows)
    return PersonCounts(rows)
