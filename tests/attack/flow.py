"""The patient flow: whoever fails a criterion is outside, whoever fails none but one unknown is undetermined.

The unknowns are the persons of each combination of verdicts, once by hospital and once by year: what is told
of both agrees with some table of both wherever it agrees with each.
"""

from collections.abc import Iterator
from itertools import product

import polars as pl

from pipelines.methods.counted_groups import years_of
from tests.attack.edition import Edition
from tests.attack.puzzle import Puzzle
from tests.attack.study import CRITERIA, CUTS, HOSPITALS, START, VERDICTS, verdict_of

EARLIER = "earlier_starter"
YEARS = tuple(str(year) for year in range(START.year, CUTS[-1].year + 1))
COMBINATIONS = tuple(product(VERDICTS, repeat=len(CRITERIA)))
PLACES = {"hospital": tuple(HOSPITALS), "year": YEARS}
REASONS = ("inside", "outside", "undetermined")
COHORTS = {
    "inside": ("inside",),
    "inside_or_undetermined": ("inside", "undetermined"),
    "all_treated": REASONS,
}


def left_for(combination: tuple[str, ...]) -> str:
    """The first criterion not met, or else unknown, as the topic of exclusions names it."""
    verdict = verdict_of(combination)
    if verdict == "inside":
        return verdict
    decisive = "not_met" if verdict == "outside" else "unknown"
    return f"{verdict}:{CRITERIA[combination.index(decisive)]}"


def persons(cut: object, grouping: str = "all", level: str = "all", keep=lambda combination: True) -> list:
    """The unknowns of the new starters of a level whose combination of verdicts is kept."""
    divided = "hospital" if grouping in ("all", "region") else grouping
    if grouping == "region":
        levels = [hospital for hospital, region in HOSPITALS.items() if region == level]
    elif grouping == "year":
        levels = years_of(level)
    else:
        levels = PLACES[divided] if grouping == "all" else [level]
    return [
        (cut, divided, place, combination)
        for place in levels
        for combination in COMBINATIONS
        if keep(combination)
    ]


def know_structure(puzzle: Puzzle, cut: object) -> None:
    """Divided by hospital and by year, they are the same persons."""
    for combination in COMBINATIONS:
        puzzle.is_exactly(
            [(cut, "hospital", place, combination) for place in PLACES["hospital"]],
            0,
            [(cut, "year", place, combination) for place in PLACES["year"]],
        )


def cells(edition: Edition, exact: bool = False) -> Iterator[tuple[tuple, list, int | None]]:
    """Name, unknowns and number of every count of the flow; the number is missing where it is withheld."""
    cut, tables = edition.cut, edition.exact if exact else edition.released
    for reason, n_in, n_out in tables["attrition"].select("reason", "n_in", "n_out").iter_rows():
        new = REASONS[: {"earlier_starter": 3, "outside": 3, "undetermined": 2, "analysed": 1}[reason]]
        if reason in ("undetermined", "analysed"):
            new = COHORTS["inside_or_undetermined" if reason == "undetermined" else "inside"]
        group = persons(cut, keep=lambda combination, new=new: verdict_of(combination) in new)
        earlier = [(cut, EARLIER)]
        yield ("reaching", reason), group + (earlier if reason == EARLIER else []), n_in
        if reason == EARLIER:
            yield ("leaving", reason), earlier, n_out
        elif reason != "analysed":
            leaving = persons(cut, keep=lambda combination, reason=reason: verdict_of(combination) == reason)
            yield ("leaving", reason), leaving, n_out
    for criterion, *counts in (
        tables["criterion"].select("criterion_id", *(f"n_{verdict}" for verdict in VERDICTS)).iter_rows()
    ):
        for verdict, n in zip(VERDICTS, counts, strict=True):
            yield ("criterion", criterion, verdict), persons(cut, keep=_has(criterion, verdict)), n
    counted = tables["person_count"]
    for topic, item, grouping, level, category, n in (
        counted.filter(pl.col("topic").is_in(["eligibility", "criterion", "exclusion"]))
        .select("topic", "item", "grouping", "level", "category", "n")
        .iter_rows()
    ):
        group = _group(cut, topic, item, grouping, level, category)
        yield (topic, item, grouping, level, category), group, n


def _group(cut: object, topic: str, item: str, grouping: str, level: str, category: str) -> list:
    if topic == "criterion":
        return persons(cut, grouping, level, _has(item, category))
    if topic == "eligibility":
        return persons(cut, grouping, level, lambda combination: verdict_of(combination) == category)
    if category == EARLIER:
        return [(cut, EARLIER)]
    return persons(cut, grouping, level, lambda combination: left_for(combination) == category)


def _has(criterion: str, verdict: str):
    return lambda combination: combination[CRITERIA.index(criterion)] == verdict
