"""Spec tests: small tables of patients in, small tables of answers out.

`made("core.tumour", given={"raw.kreftregisteret_tilfelle": '''...'''})` makes one table by its real
definition from the given rows. Columns that a given table leaves out are empty. `rows(text)` reads such
a table; a lone `-` or nothing is a missing value.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any

import duckdb

from pipelines import ddl
from pipelines.building import fill_table
from pipelines.tables import TableDefinition, all_tables

DATA_CUT = date(2026, 6, 30)


def rows(text: str) -> list[dict[str, str | None]]:
    """An ASCII table (header line, then rows, columns parted by `|`) as dictionaries of text."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    header = [cell.strip() for cell in lines[0].split("|")]
    table = []
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("|")]
        assert len(cells) == len(header), f"{len(cells)} cells under {len(header)} columns: {line}"
        table.append(dict(zip(header, (None if cell in ("", "-") else cell for cell in cells), strict=True)))
    return table


def made(table: str, given: Mapping[str, str], data_cut: date = DATA_CUT) -> list[dict[str, Any]]:
    """Rows of `table`, made by its definition from the `given` tables; other upstream tables are empty."""
    with nothing_there() as connection:
        return _made(connection, all_tables()[table], given, data_cut)


@contextmanager
def nothing_there() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database in memory, gone when the context ends.

    Attached to one that stays: to start one anew takes longer than most tables take to be made.
    """
    connection = _standing()
    connection.execute("attach ':memory:' as made; use made")
    try:
        yield connection
    finally:
        connection.execute("use memory; detach made")


@cache
def _standing() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def _made(
    connection: duckdb.DuckDBPyConnection,
    definition: TableDefinition,
    given: Mapping[str, str],
    data_cut: date,
) -> list[dict[str, Any]]:
    strangers = set(given) - set(definition.upstream)
    assert not strangers, f"{definition.name} does not read {sorted(strangers)}"
    for upstream in definition.upstream:
        put(connection, upstream, given.get(upstream))
    connection.execute(f"create schema if not exists {definition.layer}")
    fill_table(connection, definition, {"data_cut": data_cut})
    cursor = connection.execute(f"select * from {definition.name}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def put(connection: duckdb.DuckDBPyConnection, table: str, text: str | None = None) -> None:
    """Make a table of the given rows, typed as its schema says; without them it is empty."""
    connection.execute(f"create schema if not exists {table.partition('.')[0]}")
    ddl.create_table(connection, table, TableDefinition(*table.split(".")).model)
    if text is not None and (given := rows(text)):
        names = ", ".join(f'"{name}"' for name in given[0])
        marks = ", ".join(f"({', '.join('?' for _ in row)})" for row in given)
        values = [value for row in given for value in row.values()]
        connection.execute(f"insert into {table} ({names}) values {marks}", values)


def expect(actual: list[dict[str, Any]], expected: str) -> None:
    """The actual rows, seen through the expected table's columns, in any order, equal the expected ones."""
    wanted = rows(expected)
    columns = list(wanted[0]) if wanted else [cell.strip() for cell in expected.strip().split("|")]
    seen = [{name: _text(row[name]) for name in columns} for row in actual]
    key = lambda row: [row[name] or "" for name in columns]  # noqa: E731
    assert sorted(seen, key=key) == sorted(wanted, key=key)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
