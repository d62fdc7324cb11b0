"""Invented rows of `released.person_count`: every topic, item and category, and withheld ones among them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pipelines.reports.counted_topics import OPEN_ITEM, TOPICS

HOSPITALS = ("983974724", "883974832", "993467049", "983971636")
REGIONS = ("3", "4", "5", "7", "unknown")
YEARS = ("2022", "2023", "2024", "2025")
GROUPINGS = {"all": ("all",), "hospital": HOSPITALS, "region": REGIONS, "year": YEARS}
DIVIDED_BY = {
    "eligibility": ("all", "hospital", "region", "year"),
    "criterion": ("all", "hospital", "year"),
    "uptake": ("all", "region", "year"),
    "testing": ("all", "region", "year"),
    "attribution": ("all", "year"),
    "line": ("all", "year"),
    "exit": ("all", "hospital"),
}
WITHHELD_MARK = 8881
Rows = Iterator[dict[str, Any]]


def person_counts(
    sizes: Mapping[str, int], criteria: Mapping[str, Sequence[str]], data_cut: date, stopped: Sequence[str]
) -> Rows:
    """Rows for every agreement of `sizes`; `criteria` are the names of each agreement's criteria."""
    for agreement_id, n in sizes.items():
        for topic, words in TOPICS.items():
            if topic == "exit" and agreement_id not in stopped:
                continue
            for item, categories in words.items.items():
                names = criteria[agreement_id] if item == OPEN_ITEM else (item,)
                if topic == "stop_rule":
                    names = ("stop_at_progression",)
                for name in names:
                    shown = (*categories, *_more(topic, name, criteria[agreement_id]))
                    for row in _divided(topic, name, shown, n):
                        yield {"agreement_id": agreement_id, "data_cut": data_cut} | row


def _more(topic: str, item: str, criteria: Sequence[str]) -> list[str]:
    """Categories that name a criterion or a lowest line number."""
    if topic == "exclusion":
        return [f"{beginning}:{name}" for beginning in ("outside", "undetermined") for name in criteria]
    return ["at_least_1", "at_least_2"] if (topic, item) == ("line", "line_of_index") else []


def _divided(topic: str, item: str, categories: Sequence[str], n: int) -> Rows:
    """Counts that fall from category to category; small ones are withheld and carry a telling number."""
    for grouping in DIVIDED_BY.get(topic, ("all",)):
        levels = GROUPINGS[grouping]
        for place, level in enumerate(levels):
            for rank, category in enumerate(categories):
                count = n // len(levels) // 2 ** (rank + 1) + (3 * place if rank == 0 else 0)
                hidden = n < 20 or 0 < count < 5
                yield {
                    "topic": topic, "item": item, "grouping": grouping, "level": level, "category": category,
                    "n": WITHHELD_MARK if hidden else count, "suppressed": hidden,
                }  # fmt: skip
