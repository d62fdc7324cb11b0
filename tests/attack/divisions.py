"""Other topics that divide the new starters, and numbers of cohorts: the same persons, counted again."""

from collections.abc import Iterator

import polars as pl

from pipelines.methods.counted_groups import years_of
from tests.attack.edition import Edition
from tests.attack.flow import COHORTS, PLACES, persons
from tests.attack.puzzle import Puzzle
from tests.attack.study import verdict_of

CONTEXTS = ("trial", "ordinary", "unknown")
SEXES = ("female", "male", "unknown")
SHARES = ("share_inside", "share_outside", "share_undetermined")


def know_structure(puzzle: Puzzle, cut: object) -> None:
    """Every new starter of a year has one context; everybody of a cohort is of one sex, known or not."""
    for year in PLACES["year"]:
        puzzle.is_exactly([(cut, "context", year, name) for name in CONTEXTS], 0, persons(cut, "year", year))
    for verdict in COHORTS["all_treated"]:
        puzzle.is_exactly(
            [(cut, "sex", verdict, sex) for sex in SEXES],
            0,
            persons(cut, keep=lambda combination, verdict=verdict: verdict_of(combination) == verdict),
        )


def cells(edition: Edition, exact: bool = False) -> Iterator[tuple[tuple, list, int | None]]:
    """Name, unknowns and number of every count; the number is missing where it is withheld."""
    cut, tables = edition.cut, edition.exact if exact else edition.released
    for grouping, level, category, n in (
        tables["person_count"]
        .filter(pl.col("topic") == "context")
        .select("grouping", "level", "category", "n")
        .iter_rows()
    ):
        counted = PLACES["year"] if grouping == "all" else years_of(level)
        yield (
            ("context", grouping, level, category),
            [(cut, "context", year, category) for year in counted],
            n,
        )
    treated = tables["estimate"].filter(pl.col("measure") == "number_treated")
    for cohort, subgroup, level, n, estimate in treated.select(
        "cohort", "subgroup", "level", "n", "estimate"
    ).iter_rows():
        verdicts = COHORTS[cohort]
        told = n if n is not None or estimate is None else round(estimate)
        yield ("treated", cohort, subgroup, level), _treated(cut, verdicts, subgroup, level), told
    yield from _shares(edition.cut, tables["estimate"])


def is_of_subgroup(name: tuple) -> bool:
    """Whether a count is the size or a share of a subgroup."""
    return (name[0] == "treated" or name[0].startswith("share_")) and name[-1] != "all"


def _treated(cut: object, verdicts: tuple[str, ...], subgroup: str, level: str) -> list:
    if subgroup == "sex":
        return [(cut, "sex", verdict, level) for verdict in verdicts]
    grouping = "region" if subgroup == "region" else "all"
    return persons(cut, grouping, level, lambda combination: verdict_of(combination) in verdicts)


def _shares(cut: object, estimates: pl.DataFrame) -> Iterator[tuple[tuple, list, int | None]]:
    """A share of a number that has left is a count; exact limits give even both."""
    shares = estimates.filter(pl.col("measure").is_in(SHARES) & pl.col("n").is_not_null())
    for measure, variant, subgroup, level, n, share in shares.select(
        "measure", "variant", "subgroup", "level", "n", "estimate"
    ).iter_rows():
        verdict = measure.removeprefix("share_")
        verdicts = COHORTS["inside_or_undetermined"] if variant == "best_case" else (verdict,)
        told = None if share is None else round(share * n)
        yield (measure, variant, subgroup, level), _treated(cut, verdicts, subgroup, level), told
