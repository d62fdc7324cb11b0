"""Row numbers as registers give them, and calendar days as dates."""

import numpy as np
import polars as pl

FIRST = 10_000_000


def row_numbers(rng: np.random.Generator, prefix: str, n: int) -> pl.Series:
    """`n` different numbers in random order: a prefix and eight digits, never eleven."""
    return pl.Series(np.char.add(prefix, (FIRST + rng.permutation(n)).astype(str)), dtype=pl.String)


def as_date(column: str) -> pl.Expr:
    """A day counted from 1970-01-01 as a date."""
    return pl.from_epoch(pl.col(column), time_unit="d")


def delivered_in(days: pl.Series, deliveries: tuple) -> np.ndarray:
    """For each day, the number of the first delivery complete to it; `len(deliveries)` if none is."""
    complete_to = np.array([delivery.complete_to_day for delivery in deliveries])
    return np.searchsorted(complete_to, days.to_numpy(), side="left")
