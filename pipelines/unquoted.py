"""What a library says of rows it cannot use may quote them: it is said which table and what kind of error."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import polars as pl

SAYS_NO_VALUE = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.FatalException,
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.ParserException,
)
"""Errors of a query or of the machine: their words are needed to mend them, and hold no row."""


class UnusableRows(Exception):
    """A table could not be made or checked from the rows it rests on; the message holds none of them."""


@contextmanager
def unquoted(doing: str) -> Iterator[None]:
    """Let no message of DuckDB or Polars that may hold a row pass; `doing` says what was done to which table.

    Raises UnusableRows in their place, without their chain: a log that prints the cause would print the row.
    """
    try:
        yield
    except SAYS_NO_VALUE:
        raise
    except (duckdb.Error, pl.exceptions.PolarsError) as error:
        raise UnusableRows(
            f"{doing}: found rows it cannot be made from ({type(error).__name__}); the library's own words "
            "may quote them and are left out"
        ) from None
