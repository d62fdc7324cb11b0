"""The attack on completeness: how many rows of a register and month know a variable, by hospital.

The variables of one kind of row are due in the same rows, so that all that is told of any of them binds the
rows of a hospital. A hospital that is named has rows. Unknown are the rows of each hospital in which each
variable is known, and in which it is missing; a number of 1 to 4 of these, or of rows, is found out if it can
no longer be any of 1 to 4.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from pipelines.remade import remade
from tests.attack.puzzle import LARGEST, SMALLEST, Puzzle

REGISTER, CUT = "npr", date(2026, 6, 30)
VARIABLES = ("main_condition_code", "drg_code", "drg_points", "payer_code")
SIZES = ((1, 12), (5, 40), (30, 200))
"""Fewest and most rows of a hospital in a month, taken in turn."""
MOST_HOSPITALS = 6
CELLS = ("n", "n_present", "n_missing")


@dataclass(frozen=True)
class Outcome:
    """Names of the small numbers found out, how many there are, and of the others how many were told."""

    found: tuple[tuple, ...]
    n_small: int
    n_others: int
    n_told: int


def months(n: int, seed: int) -> pl.DataFrame:
    """`result.completeness` of so many invented months, of small, middle and large hospitals in turn."""
    return pl.concat([_month(number, np.random.default_rng([seed, number, 17])) for number in range(n)])


def released(exact: pl.DataFrame) -> pl.DataFrame:
    """What the project tells of it."""
    with remade(["released.completeness"], {"result.completeness": exact}, {"data_cut": CUT}) as query:
        return query("select * from released.completeness")


def attack_completeness(exact: pl.DataFrame, told: pl.DataFrame) -> Outcome:
    """What is told of one month against every small number that is not."""
    puzzle = Puzzle()
    numbers, known = _numbers(exact), _numbers(told)
    hospitals = sorted({hospital for hospital, *_ in numbers} - {"all"})
    named = set(told["hospital_id"])
    for hospital in hospitals:
        rows = _group(hospitals, hospital, "n", VARIABLES[0])
        puzzle.know(rows, 1 if hospital in named else 0)
        for variable in VARIABLES[1:]:
            puzzle.is_exactly(rows, 0, _group(hospitals, hospital, "n", variable))
    for name, number in known.items():
        if number is not None:
            puzzle.is_exactly(_group(hospitals, *name), number)
    small = [name for name, number in numbers.items() if SMALLEST <= (number or 0) <= LARGEST]
    hidden = [name for name in small if known.get(name) is None]
    assert len(hidden) == len(small), "no small number is told"
    others = numbers.keys() - set(small)
    return Outcome(
        tuple(name for name in hidden if not puzzle.hides_one_to_four(_group(hospitals, *name))),
        len(small),
        len(others),
        sum(known.get(name) is not None for name in others),
    )


def _group(hospitals: list[str], hospital: str, cell: str, variable: str) -> list[tuple]:
    return [
        (one, variable, is_known)
        for one in (hospitals if hospital == "all" else [hospital])
        for is_known in (True, False)
        if cell == "n" or is_known == (cell == "n_present")
    ]


def _numbers(rows: pl.DataFrame) -> dict[tuple[str, str, str], int | None]:
    """By hospital, cell and variable."""
    with_missing = rows.with_columns(n_missing=pl.col("n") - pl.col("n_present"))
    return {
        (hospital, cell, variable): number
        for hospital, variable, *numbers in with_missing.select("hospital_id", "variable", *CELLS).iter_rows()
        for cell, number in zip(CELLS, numbers, strict=True)
    }


def _month(number: int, random: np.random.Generator) -> pl.DataFrame:
    fewest, most = SIZES[number % len(SIZES)]
    n_rows = random.integers(fewest, most + 1, random.integers(1, MOST_HOSPITALS + 1))
    n_persons = np.maximum(1, np.floor(n_rows * random.uniform(0.3, 1, len(n_rows)))).astype(int)
    everybody = int(random.integers(n_persons.max(), n_persons.sum() + 1))
    rows = list(_rows(n_rows, n_persons, everybody, random))
    names = ("hospital_id", "variable", "n", "n_present", "n_persons")
    month = date(1990 + number // 12, number % 12 + 1, 1)
    return pl.DataFrame(rows, schema=names, orient="row").with_columns(
        data_cut=pl.lit(CUT), register=pl.lit(REGISTER), month=pl.lit(month), suppressed=pl.lit(False)
    )


def _rows(
    n_rows: np.ndarray, n_persons: np.ndarray, everybody: int, random: np.random.Generator
) -> Iterator[tuple[str, str, int, int, int]]:
    for variable in VARIABLES:
        # Some variables are never missing, some nearly always, and one hospital may not send one at all.
        missing = random.binomial(n_rows, random.choice([0.0, 0.03, 0.15, 0.9], len(n_rows)))
        present = n_rows - missing
        for place, (n, n_present, persons) in enumerate(zip(n_rows, present, n_persons, strict=True)):
            yield f"{910_000_000 + place}", variable, int(n), int(n_present), int(persons)
        yield "all", variable, int(n_rows.sum()), int(present.sum()), everybody
