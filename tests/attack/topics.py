"""Topics that divide the new starters: line of treatment, attribution to a disease, stop rules and reasons.

A reader of the definitions knows which answers go together: what has no candidate is attributed to nothing,
and whom death took under a stop rule died. The unknowns are the persons of each year with answers that do.
"""

from collections.abc import Iterator
from datetime import date
from itertools import product

import polars as pl

from pipelines.methods.counted_groups import years_of
from tests.attack.edition import Edition
from tests.attack.flow import YEARS, persons
from tests.attack.puzzle import Puzzle
from tests.attack.topics_study import AFTER, ATTRIBUTIONS, RULES

TOPICS = ("attribution", "line", "stop_rule", "stop_reason")
LINES = {
    "line_of_index": ("1", "2", "3_or_later", "at_least_1", "at_least_2"),
    "bridge": ("yes", "no", "unknown"),
}
GOING_ON = ("on_treatment", "not_known")
REASONS = ("death", *AFTER, *GOING_ON)
VERDICTS_AFTER = {
    **{reason: ("followed", "not_followed", "unknown") for reason in AFTER},
    **dict.fromkeys(GOING_ON, ("not_due", "not_followed", "unknown")),
    "death": ("died", "not_followed", "unknown"),
}
"""The verdicts on a stop rule that go with each reason for the end of treatment."""
STOPS = tuple((reason, verdict) for reason in REASONS for verdict in VERDICTS_AFTER[reason])
DUE = ("died", "followed", "not_followed")
ITEMS_OF_ATTRIBUTION = ("class", "attributed_to", "primaries")


def know_structure(puzzle: Puzzle, cut: date) -> None:
    """Every new starter of a year has one answer to each question; longest use is known of everybody."""
    for year in YEARS:
        everybody = persons(cut, "year", year)
        answers = [[(cut, "attribution", year, one) for one in ATTRIBUTIONS]]
        answers += [[(cut, item, year, one) for one in categories] for item, categories in LINES.items()]
        answers += [[(cut, rule, year, one) for one in STOPS] for rule in RULES]
        for answer in answers:
            puzzle.is_exactly(answer, 0, everybody)
        for reason in REASONS:
            one, other = (of_rule(cut, rule, year, reason=reason) for rule in RULES)
            puzzle.is_exactly(one, 0, other)
        puzzle.is_exactly(of_rule(cut, "longest_use", year, verdict="unknown"), 0)


def know_series(puzzle: Puzzle, before: date, after: date) -> None:
    """Whoever has started stays; lines, diseases and what has ended do not change any more."""
    for year in YEARS:
        most = 0 if year < str(before.year) else float("inf")
        settled = [("attribution", year, one) for one in ATTRIBUTIONS]
        settled += [("line_of_index", year, one) for one in LINES["line_of_index"]]
        for name in settled:
            puzzle.know([(after, *name)], 0, most, [(before, *name)])
        for answer in ("yes", "no"):
            puzzle.know([(after, "bridge", year, answer)], 0, taken=[(before, "bridge", year, answer)])
        for reason in ("death", *AFTER):
            _stays(puzzle, before, after, next(iter(RULES)), year, [(reason, None)])
        for rule, verdicts in product(RULES, (("died",), ("not_followed",), DUE)):
            _stays(puzzle, before, after, rule, year, [(None, verdict) for verdict in verdicts])


def cells(edition: Edition, exact: bool = False) -> Iterator[tuple[tuple, list, int | None]]:
    """Name, unknowns and number of every count; the number is missing where it is withheld."""
    counted = (edition.exact if exact else edition.released)["person_count"]
    for topic, item, grouping, level, category, n in (
        counted.filter(pl.col("topic").is_in(TOPICS))
        .select("topic", "item", "grouping", "level", "category", "n")
        .iter_rows()
    ):
        years = YEARS if grouping == "all" else years_of(level)
        group = [one for year in years for one in _answering(edition.cut, topic, item, year, category)]
        yield (topic, item, grouping, level, category), group, n


def _answering(cut: date, topic: str, item: str, year: str, category: str) -> list:
    if topic == "attribution":
        place = ITEMS_OF_ATTRIBUTION.index(item)
        return [(cut, topic, year, one) for one in ATTRIBUTIONS if one[place] == category]
    if topic == "stop_reason":
        return of_rule(cut, next(iter(RULES)), year, reason=category)
    if topic == "stop_rule":
        return of_rule(cut, item, year, verdict=category)
    return [(cut, item, year, category)]


def of_rule(cut: date, rule: str, year: str, reason: str | None = None, verdict: str | None = None) -> list:
    """The unknowns of a year with a reason for the end of treatment and a verdict on a stop rule, or any."""
    return [
        (cut, rule, year, (one, other))
        for one, other in STOPS
        if reason in (one, None) and verdict in (other, None)
    ]


def _stays(puzzle: Puzzle, before: date, after: date, rule: str, year: str, kinds: list) -> None:
    """Of these reasons or verdicts there are as many at the later cut, or more."""
    then, now = (
        [name for reason, verdict in kinds for name in of_rule(cut, rule, year, reason, verdict)]
        for cut in (before, after)
    )
    puzzle.know(now, 0, taken=then)
