"""What may be counted in `released.person_count`: categories of every topic and item, in reading order."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipelines.reports.edition import ReportError, Row
from schemas.core.contradiction import FINDINGS, RULES

UNKNOWN = ("undetermined", "unknown", "not_known", "not_recorded")
"""Categories that say that the registers do not tell; they are drawn striped."""

AT_LEAST = re.compile(r"at_least_(\d+)")
"""A line number of which only the lowest possible value is known: the history is not complete."""

OPEN_ITEM = "*"
"""Stands for items that the agreement names itself: a criterion, a rule."""


@dataclass(frozen=True)
class Topic:
    """One topic: its items (or `OPEN_ITEM`), each with its categories."""

    items: Mapping[str, tuple[str, ...]]
    names_criterion: tuple[str, ...] = ()
    """Beginnings of categories that go on with a colon and a criterion."""
    counts_lines: bool = False

    def allows(self, item: str, category: str) -> bool:
        listed = self.items.get(item, self.items.get(OPEN_ITEM))
        if listed is None:
            return False
        beginning, colon, criterion = category.partition(":")
        if colon:
            return beginning in self.names_criterion and bool(criterion)
        return category in listed or (self.counts_lines and AT_LEAST.fullmatch(category) is not None)


TOPICS: dict[str, Topic] = {
    "eligibility": Topic({"all": ("inside", "outside", "undetermined")}),
    "criterion": Topic({OPEN_ITEM: ("met", "not_met", "unknown")}),
    "exclusion": Topic({"all": ("earlier_starter", "inside")}, names_criterion=("outside", "undetermined")),
    "uptake": Topic(dict.fromkeys(("inside", "undetermined"), ("treated", "untreated", "not_known"))),
    "testing": Topic({OPEN_ITEM: ("tested", "not_recorded")}),
    "attribution": Topic(
        {
            "class": ("certain", "one_candidate", "several", "none"),
            "attributed_to": ("indication", "other_disease", "unknown"),
            "primaries": ("one", "several", "none"),
        }
    ),
    "line": Topic(
        {"line_of_index": ("1", "2", "3_or_later"), "bridge": ("yes", "no", "unknown")}, counts_lines=True
    ),
    "context": Topic({"all": ("trial", "ordinary", "unknown")}),
    "stop_rule": Topic({OPEN_ITEM: ("followed", "not_followed", "died", "unknown", "not_due")}),
    "stop_reason": Topic(
        {
            "all": (
                "death",
                "progression",
                "transplant",
                "next_line",
                "on_treatment",
                "not_recorded",
                "not_known",
            )
        }
    ),
    "exit": Topic({"all": ("on_treatment", "new_start", "stopped_before", "not_known")}),
    "contradiction": Topic(dict.fromkeys(RULES, FINDINGS)),
}


def check_counted(place: str, rows: Iterable[Row]) -> None:
    """Raise ReportError at the first row whose topic, item or category has no words."""
    for row in rows:
        topic = TOPICS.get(row["topic"])
        if topic is None or not topic.allows(row["item"], row["category"]):
            raise ReportError(
                f"{place}: released.person_count: expected a topic, item and category with words, "
                f"found {row['topic']} / {row['item']} / {row['category']}"
            )


def word_key(topic: str, item: str, category: str) -> str:
    """The key of a category's words; a category that names a criterion has the key of its beginning."""
    name = category.partition(":")[0]
    if AT_LEAST.fullmatch(name):
        name = "at_least"
    part = item if item in TOPICS[topic].items else "any"
    return f"counted.{topic}.{part}.{name}"


def reading_place(topic: str, item: str, category: str) -> tuple[int, str]:
    """Sorts categories: the listed ones in their order, then what names a criterion or a lowest number."""
    items = TOPICS[topic].items
    listed = items.get(item, items.get(OPEN_ITEM, ()))
    return (listed.index(category), "") if category in listed else (len(listed), category)


def is_unknown(category: str) -> bool:
    """True for categories that say that the registers do not tell, or not all of it."""
    return category in UNKNOWN or AT_LEAST.fullmatch(category) is not None
