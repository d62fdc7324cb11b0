"""What a SQL file reads: its tables and parameters, parsed, so that nobody lists them by hand."""

from functools import lru_cache
from pathlib import Path

import sqlglot
from sqlglot import exp


class SelectError(Exception):
    """A SQL file is not one SELECT over named tables; the message names the file."""


@lru_cache(maxsize=512)
def parse(sql: str, source: Path | str) -> exp.Expression:
    """The one SELECT of a SQL file. Raises SelectError where the text is anything else."""
    try:
        statements = [statement for statement in sqlglot.parse(sql, dialect="duckdb") if statement]
    except sqlglot.errors.ParseError as error:
        raise SelectError(f"{source}: not readable as SQL: {error}") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        found = ", ".join(statement.key for statement in statements) or "nothing"
        raise SelectError(f"{source}: expected one SELECT, found {found}")
    return statements[0]


@lru_cache(maxsize=512)
def tables_read(sql: str, source: Path | str) -> tuple[str, ...]:
    """Names `layer.table` that a SELECT reads, sorted. A table must be named with its layer."""
    tree = parse(sql, source)
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    names = set()
    for table in tree.find_all(exp.Table):
        if table.db:
            names.add(f"{table.db}.{table.name}")
        elif table.name and table.name not in own:
            raise SelectError(f"{source}: table {table.name} is named without its layer")
    return tuple(sorted(names))


@lru_cache(maxsize=512)
def parameters_used(sql: str, source: Path | str) -> frozenset[str]:
    """Names of the `$parameters` of a SELECT."""
    tree = parse(sql, source)
    return frozenset(parameter.name for parameter in tree.find_all(exp.Parameter, exp.Placeholder))
