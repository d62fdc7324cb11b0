"""What a library says of rows it cannot use may quote them: it is said which table and what kind of error."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


def words_without_rows(error: BaseException) -> str | None:
    """What a person may be told of an error that DuckDB or Polars is in, as cause or context too; else None.

    DuckDB's own words, to the second colon of the first line, where they hold no row; else the type of the
    error, where it arose and what to do.
    """
    for part in _chain(error):
        if isinstance(part, UnusableRows):
            return str(part)
        if isinstance(part, SAYS_NO_VALUE):
            return f"the database could not be used: {':'.join(str(part).splitlines()[0].split(':', 2)[:2])}"
        if isinstance(part, duckdb.Error | pl.exceptions.PolarsError):
            return (
                f"found rows or a file that cannot be used ({type(part).__name__}, {_place(part)}); the "
                "library's own words may quote a row and are left out; expected deliveries that "
                "revurdering check finds nothing wrong with, and a cut built by this version "
                "(revurdering run --new-build)"
            )
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and those it arose from: a stack trace would print them all."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _place(error: BaseException) -> str:
    """The innermost line of ours that it passed, for whoever mends it."""
    ours = Path(__file__).resolve().parents[1]
    lines = [
        f"{Path(frame.filename).relative_to(ours).as_posix()} line {frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).parts[: len(ours.parts) + 1] == (*ours.parts, Path(__file__).parent.name)
    ]
    return lines[-1] if lines else "outside the pipeline"
