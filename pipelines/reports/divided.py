"""Tables of counted groups, each row with its bar: words, numbers and geometry for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.methods.counted_groups import TO
from pipelines.reports.bars import Segment, segments
from pipelines.reports.counted_topics import is_unknown, word_key
from pipelines.reports.counts import Division, PersonCounts
from pipelines.reports.language import Language
from pipelines.reports.numbers import Numbers

TONES = 5
"""How many categories beside the unknown ones have a colour of their own."""

TONES_OF_REASONS = {
    "on_treatment": "tone0", "progression": "tone1", "next_line": "tone2", "death": "tone3",
    "transplant": "tone4",
}  # fmt: skip
"""The colours of `course_page` for how treatment ended, on the same page but in another order."""


@dataclass(frozen=True)
class DividedRow:
    """One group: its name, a second line under it, its counts in the order of the table's categories."""

    label: str
    note: str
    counts: list[int | None]
    shares: list[str]
    total: int | None
    bar: list[Segment]
    bar_text: str


@dataclass(frozen=True)
class DividedTable:
    """Rows that are divided into the same categories. Each category is its words and its tone."""

    heading: str
    name: str
    categories: list[tuple[str, str]]
    rows: list[DividedRow]
    withheld: str = ""
    """Names of the groups of which nothing may be told."""
    has_years_together: bool = False

    @property
    def is_partly_withheld(self) -> bool:
        return any(count is None for row in self.rows for count in row.counts)


def level_name(grouping: str, level: str, language: Language) -> str:
    """A hospital, region or year in words; a hospital trust without a name keeps its number."""
    if level in ("all", "unknown"):
        return language.text(f"level.{level}")
    if grouping == "year":
        return level
    name = language.texts.get(f"{grouping}.{level}")
    return name or language.text(f"level.{grouping}", code=level)


def category_name(topic: str, item: str, category: str, language: Language) -> str:
    """The words of a category; `at_least_2` carries its number."""
    return language.text(word_key(topic, item, category), number=category.rpartition("_")[2])


def divided_by(
    counts: PersonCounts, topic: str, item: str, grouping: str, language: Language, numbers: Numbers
) -> DividedTable | None:
    """One item by hospital, region, year or undivided; None where nothing was counted, or no year apart."""
    divisions = counts.divided(topic, item, grouping)
    if not divisions or (grouping == "year" and len(divisions) == 1):
        return None
    named = [(level_name(grouping, division.level, language), "", division) for division in divisions]
    told = [row for row in named if grouping == "all" or not row[2].is_withheld]
    heading = language.text(f"level.heading.{grouping}")
    table = divided_table(counts, topic, item, told, heading, language, numbers)
    return replace(
        table,
        withheld=", ".join(row[0] for row in named if row not in told),
        has_years_together=grouping == "year" and any(TO in label for label, _, _ in named),
    )


def divided_table(
    counts: PersonCounts,
    topic: str,
    item: str,
    rows: Sequence[tuple[str, str, Division]],
    heading: str,
    language: Language,
    numbers: Numbers,
) -> DividedTable:
    """Named groups with the categories of `item` (all items of the topic divide alike)."""
    categories = counts.categories(topic, item)
    words = {name: category_name(topic, item, name, language) for name in categories}
    tones = _tones(categories) | (TONES_OF_REASONS if topic == "stop_reason" else {})
    return DividedTable(
        heading,
        language.text(f"topic.{topic}"),
        [(words[name], tones[name]) for name in categories],
        [_row(label, note, division, words, tones, numbers) for label, note, division in rows],
    )


def _tones(categories: Sequence[str]) -> dict[str, str]:
    known = [name for name in categories if not is_unknown(name)]
    return {
        name: "unknown" if is_unknown(name) else f"tone{known.index(name) % TONES}" for name in categories
    }


def _row(
    label: str, note: str, division: Division, words: dict[str, str], tones: dict[str, str], numbers: Numbers
) -> DividedRow:
    counts = {name: division.counts.get(name, 0) for name in words}
    total = Division(division.level, counts).total
    said = [f"{words[name]}: {numbers.whole(count)}" for name, count in counts.items() if count is not None]
    return DividedRow(
        label=label,
        note=note,
        counts=list(counts.values()),
        shares=[
            numbers.percent(count / total) if total and count is not None else "" for count in counts.values()
        ],
        total=total,
        bar=segments(counts, tones),
        bar_text=f"{label}. {'; '.join(said)}",
    )
