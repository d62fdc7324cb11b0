"""What the templates show of the counted persons: eligibility, exclusions, practice, uptake and exit."""

from typing import Any

from pipelines.reports.counted_topics import word_key
from pipelines.reports.divided import DividedTable, divided_by, divided_table
from pipelines.reports.edition import Row
from pipelines.reports.language import Language
from pipelines.reports.numbers import Numbers
from pipelines.reports.view import Report
from schemas.core.contradiction import RULES

PRACTICE = (("attribution", ("class", "attributed_to", "primaries")), ("line", ("line_of_index", "bridge")))


class Counted:
    """Makes the divided tables of one report in one language."""

    def __init__(self, view: Report, language: Language, numbers: Numbers) -> None:
        self.view = view
        self.language = language
        self.numbers = numbers

    def by(self, topic: str, item: str, grouping: str) -> DividedTable | None:
        return divided_by(self.view.counts, topic, item, grouping, self.language, self.numbers)

    def groupings(self, topic: str, item: str, *names: str) -> list[tuple[str, DividedTable]]:
        """The tables there are of an item by each grouping, with the words to fold them out by."""
        found = ((name, self.by(topic, item, name)) for name in names)
        return [(self.language.text(f"level.by.{name}"), table) for name, table in found if table]

    def criteria(self) -> DividedTable | None:
        """Every criterion, in the order of the agreement."""
        rows = [
            (row["criterion_id"], self.criterion_name(row), self.criterion_kind(row))
            for row in self.view.criteria
        ]
        return self._items("criterion", rows, self.language.text("eligibility.criterion"))

    def criteria_by(self, topic: str, grouping: str) -> list[tuple[str, DividedTable]]:
        """One table for each criterion that the topic counts."""
        found = ((row, self.by(topic, row["criterion_id"], grouping)) for row in self.view.criteria)
        return [(self.criterion_name(row), table) for row, table in found if table]

    def stop_rules(self) -> DividedTable | None:
        rows = [
            (row["rule_id"], self.language.of(row, "description"), "")
            for row in self.view.agreed.rules("stop")
        ]
        return self._items("stop_rule", rows, self.language.text("use_rule.stop"))

    def stop_rules_by(self, grouping: str) -> list[tuple[str, DividedTable]]:
        """One table for each stop rule that was counted."""
        found = (
            (row, self.by("stop_rule", row["rule_id"], grouping)) for row in self.view.agreed.rules("stop")
        )
        return [(self.language.of(row, "description"), table) for row, table in found if table]

    def tested(self) -> DividedTable | None:
        """Every biomarker criterion, tested or not."""
        rows = [
            (row["criterion_id"], self.criterion_name(row), "")
            for row in self.view.criteria
            if row["kind"] == "biomarker"
        ]
        return self._items("testing", rows, self.language.text("eligibility.criterion"))

    def uptake(self) -> DividedTable | None:
        """Those surely and those possibly eligible."""
        rows = [(item, self.language.text(f"uptake.{item}"), "") for item in ("inside", "undetermined")]
        return self._items("uptake", rows, self.language.text("uptake.heading"))

    def contradictions(self) -> DividedTable | None:
        """Every rule on what the registers say that cannot be true together."""
        rows = [(rule, self.language.text(f"contradiction.{rule}"), "") for rule in RULES]
        return self._items("contradiction", rows, self.language.text("contradiction.rule"))

    def practice(self) -> list[dict[str, Any]]:
        """Attribution, lines and trial or ordinary use: each undivided, with its development by year."""
        parts = [(topic, item) for topic, items in PRACTICE for item in items] + [("context", "all")]
        return [
            {
                "topic": topic,
                "title": self.language.text(f"practice.{topic}.{item}"),
                "note": self.language.text(f"practice.{topic}.{item}_note"),
                "table": table,
                "more": self.groupings(topic, item, "region", "hospital", "year"),
            }
            for topic, item in parts
            if (table := self.by(topic, item, "all"))
        ]

    def exclusions(self) -> list[tuple[str, str, int | None]]:
        """Why each person left: words, the criterion in question, and how many (None where withheld)."""
        whole = self.view.counts.whole("exclusion")
        if whole is None:
            return []
        criteria = {row["criterion_id"]: row for row in self.view.criteria}
        order = {name: place for place, name in enumerate(criteria)}

        def place(category: str) -> tuple[int, int]:
            beginning, _, criterion = category.partition(":")
            return (
                ("earlier_starter", "outside", "undetermined", "inside").index(beginning),
                order.get(criterion, len(order)),
            )

        rows = []
        for category in sorted(whole.counts, key=place):
            criterion = criteria.get(category.partition(":")[2])
            words = self.language.text(word_key("exclusion", "all", category))
            rows.append((words, self.criterion_name(criterion) if criterion else "", whole.counts[category]))
        return rows

    def criterion_name(self, criterion: Row) -> str:
        return self.language.of(criterion, "description")

    def criterion_kind(self, criterion: Row) -> str:
        """'Judged by: registered diagnosis (C33, C34)', and that it is an alternative, where it is."""
        values = self.view.criterion_values.get(criterion["criterion_id"])
        kind = self.language.name_of("criterion_kind", kind_key(criterion))
        text = f"{self.language.text('eligibility.kind')}: {kind}" + (
            f" ({', '.join(values)})" if values else ""
        )
        if criterion["is_absence"]:
            text += f" · {self.language.text('eligibility.absence')}"
        if criterion["alternative_group"]:
            text += f" · {self.language.text('eligibility.alternative')}"
        return text

    def _items(self, topic: str, rows: list[tuple[str, str, str]], heading: str) -> DividedTable | None:
        """One row for each item that was counted."""
        found = [
            (label, note, division)
            for item, label, note in rows
            if (division := self.view.counts.whole(topic, item))
        ]
        if not found:
            return None
        item = next(item for item, _, _ in rows if self.view.counts.whole(topic, item))
        return divided_table(self.view.counts, topic, item, found, heading, self.language, self.numbers)


def kind_key(criterion: Row) -> str:
    """The key of a kind's words: kinds that are asked about several subjects have one for each."""
    return f"{criterion['kind']}_{criterion['subject']}" if criterion["subject"] else criterion["kind"]
