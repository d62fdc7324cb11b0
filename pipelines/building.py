"""Make one table from its definition: the same code for Dagster, for the command line and for tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import polars as pl

from pipelines import ddl
from pipelines.select import SelectError, parameters_used, tables_read
from pipelines.tables import TableDefinition


@dataclass(frozen=True)
class Reader:
    """What a layer file may read: the tables it declared in READS, and the parameters of the cut."""

    connection: duckdb.DuckDBPyConnection
    reads: tuple[str, ...]
    parameters: Mapping[str, Any]

    def frame(self, name: str) -> pl.DataFrame:
        """A declared table as a Polars frame."""
        return self.query(f"select * from {name}")

    def query(self, sql: str) -> pl.DataFrame:
        """A SELECT over declared tables as a Polars frame, its rows in an order that no thread decides."""
        undeclared = set(tables_read(sql, "query")) - set(self.reads)
        if undeclared:
            raise SelectError(f"reads {', '.join(sorted(undeclared))}, which READS does not name")
        return self.connection.sql(sql).order("all").pl()


def fill_table(
    connection: duckdb.DuckDBPyConnection, definition: TableDefinition, parameters: Mapping[str, Any]
) -> None:
    """(Re)make one table, typed as its schema says. The caller holds the transaction.

    `parameters` are the cut's (`data_cut`); a SELECT gets those that it names.
    """
    if definition.sql is not None:
        used = parameters_used(definition.sql, definition.sql_path)
        ddl.create_table(connection, definition.name, definition.model)
        connection.execute(
            f"insert into {definition.name} by name ({definition.sql.strip().rstrip(';')})",
            {name: parameters[name] for name in used} or None,
        )
        return
    make = getattr(definition.layer_file, definition.table)
    frame = make(Reader(connection, definition.upstream, parameters))
    insert_frame(connection, definition, frame)


def insert_frame(
    connection: duckdb.DuckDBPyConnection, definition: TableDefinition, frame: pl.DataFrame
) -> None:
    """(Re)make one table from a frame whose columns are the schema's."""
    ddl.create_table(connection, definition.name, definition.model)
    connection.register("incoming_frame", frame)
    try:
        connection.execute(f"insert into {definition.name} by name (select * from incoming_frame)")
    finally:
        connection.unregister("incoming_frame")
