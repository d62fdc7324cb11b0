"""Attacks on first courses of treatment, of invented studies (`tests/attack/answers.py`).

Each study is published at four cuts a quarter apart, with doses, cycles and costs until treatment ended under
three rules beside all that `answers` measures, and all four editions are attacked together by integer
programming. *Small*: numbers of 1 to 4 persons that rows count and do not tell, of any question, levels of
subgroups aside. *Found out*: can no longer be at most one, or no longer at least four. *By few came*:
likewise, but hidden if four had come to each told total that one to three came to. *Courses*: estimates of
three cohorts that rest on no small number of those followed and those known whole, the share that left, and
of those that left the share that stands *with* the number of persons it is of, exactly or *rounded* to tens.
"""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from pipelines.methods.course_questions import MEASURES
from tests.attack.answers import attack_answers
from tests.attack.answers_cells import ROW
from tests.attack.answers_study import plan_of
from tests.attack.edition import Edition, published_series
from tests.attack.puzzle import LARGEST, SMALLEST
from tests.attack.study import CUTS, Study
from tests.bench.trust.by_size import Size, found_by_size, named

TITLE = "Attacks on first courses of treatment"
HEADINGS = (
    "new starters", "studies", "small", "found out", "by few came",
    "courses", "told, %", "with number, %", "rounded, %",
)  # fmt: skip
N_STUDIES = 24


class Found(NamedTuple):
    """Of one study, in all editions."""

    n_small: int
    n_found: int
    n_by_few: int
    n_courses: int
    n_told: int
    n_exactly: int
    n_rounded: int


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    found = found_by_size(
        n_studies,
        lambda part: published_series(part, CUTS, n_with_answers=len(part), n_with_courses=len(part)),
        _attacked,
    )
    return [_row(size, of_studies) for size, of_studies in found.items()]


def _attacked(series: Sequence[Edition], study: Study) -> Found:
    outcome = attack_answers(series, plan_of(study), ())
    courses = pl.concat([_courses(edition) for edition in series])
    told = courses.filter(pl.col("estimate").is_not_null())
    return Found(
        outcome.n_small,
        len(outcome.found),
        len(outcome.by_few_came),
        courses.height,
        told.height,
        told["n"].count(),
        told["n_at_least"].count(),
    )


def _courses(edition: Edition) -> pl.DataFrame:
    """What is released of the courses that rest on no small number."""
    n, n_whole = pl.col("n"), pl.col("n_events")
    is_small = pl.any_horizontal(count.is_between(SMALLEST, LARGEST) for count in (n, n_whole, n - n_whole))
    resting = edition.exact["estimate"].filter(
        pl.col("measure").is_in(MEASURES) & (pl.col("subgroup") == "all") & pl.col("estimate").is_not_null()
        & ~is_small
    )  # fmt: skip
    return edition.released["estimate"].join(resting, on=list(ROW), how="semi", nulls_equal=True)


def _row(size: Size, found: list[Found]) -> tuple:
    n_small, n_found, n_by_few, n_courses, n_told, n_exactly, n_rounded = (
        sum(numbers) for numbers in zip(*found, strict=True)
    )
    return (
        named(size), len(found), n_small, n_found, n_by_few, n_courses, 100 * n_told / max(1, n_courses),
        100 * n_exactly / max(1, n_told), 100 * n_rounded / max(1, n_told),
    )  # fmt: skip
