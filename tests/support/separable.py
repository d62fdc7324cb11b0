"""Is a SELECT separable: for disjoint sets of persons A and B, is f(A ∪ B) = f(A) ∪ f(B)?

The tables stand whole in catalog `whole`. A table is made three times by its real definition: from all
persons, from the first half of them and from the second; upstream tables without a person are always whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import duckdb

from pipelines import ddl
from pipelines.building import fill_table
from pipelines.tables import TableDefinition, all_tables
from tests.support.spec import DATA_CUT

WHOLE = "whole"
PERSON_COLUMNS = ("person_id", "lopenr")
N_HALVES = 2


def person_column(definition: TableDefinition) -> str | None:
    """The column that names a table's persons; None for a table without persons."""
    columns = definition.model.to_schema().columns
    return next((name for name in PERSON_COLUMNS if name in columns), None)


def inseparable_rows(
    connection: duckdb.DuckDBPyConnection, definition: TableDefinition, data_cut: date = DATA_CUT
) -> tuple[int, int]:
    """Rows that only f(A ∪ B) has, and rows that only f(A) ∪ f(B) has; (0, 0) where f is separable.

    Rows are compared as multisets. Raises AssertionError where a half or the whole comes out empty: nothing
    would be shown.
    """
    columns = ", ".join(f'"{name}"' for name in ddl.column_types(definition.model))
    with (
        _made(connection, definition, "together", None, data_cut) as together,
        _made(connection, definition, "first_half", 0, data_cut) as first,
        _made(connection, definition, "second_half", 1, data_cut) as second,
    ):
        n_rows = {place: _scalar(connection, f"select count(*) from {place}") for place in (first, second)}
        assert all(n_rows.values()), f"{definition.name}: a half has no row, so nothing is shown: {n_rows}"
        joined = f"(select {columns} from {first} union all select {columns} from {second})"
        return tuple(
            _scalar(connection, f"select count(*) from (select {columns} from {a} except all from {b})")
            for a, b in ((together, joined), (joined, together))
        )


@contextmanager
def _made(
    connection: duckdb.DuckDBPyConnection,
    definition: TableDefinition,
    catalog: str,
    half: int | None,
    data_cut: date,
) -> Iterator[str]:
    """The table made in a catalog of its own from one half of the persons, or from all of them."""
    connection.execute(f"attach ':memory:' as {catalog}; use {catalog}")
    try:
        for name in definition.upstream:
            person = person_column(all_tables()[name])
            chosen = "true" if half is None or person is None else f"hash({person}) % {N_HALVES} = {half}"
            connection.execute(f"create schema if not exists {name.split('.')[0]}")
            connection.execute(f"create view {name} as select * from {WHOLE}.{name} where {chosen}")
        connection.execute(f"create schema if not exists {definition.layer}")
        fill_table(connection, definition, {"data_cut": data_cut})
        yield f"{catalog}.{definition.name}"
    finally:
        connection.execute(f"use memory; detach {catalog}")


def _scalar(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return connection.execute(query).fetchall()[0][0]
