"""One database of an edition: tables copied out of the working database, explained, with our macros."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from pipelines.apart import write_apart
from pipelines.cut import code_version
from pipelines.ddl import comment_table, dictionary_rows
from pipelines.methods.disclosure import THRESHOLD
from pipelines.tables import TableDefinition
from pipelines.work import Work

PUBLIC = "public"


def write_database(
    work: Work, path: Path, rows: Mapping[TableDefinition, str], edition: str = PUBLIC
) -> None:
    """Write each table with the rows of its SELECT; `edition` is whose database it is.

    This process has read persons: the file is made apart from it, of these rows alone.
    """
    from pipelines.methods.macros import install

    connection = work.connection
    connection.execute("attach ':memory:' as edition_file")
    try:
        for layer in sorted({definition.layer for definition in rows}):
            connection.execute(f"create schema edition_file.{layer}")
        for definition, select in rows.items():
            name = f"edition_file.{definition.name}"
            connection.execute(f"create table {name} as {select}")
            comment_table(connection, name, definition.model)
        _write_build(work, edition)
        _write_dictionary(connection, rows)
        install(connection, "edition_file")
        write_apart(connection, "edition_file", path)
    finally:
        connection.execute("detach edition_file")


def _write_build(work: Work, edition: str) -> None:
    connection = work.connection
    connection.execute("create schema edition_file.edition")
    connection.execute(
        "create table edition_file.edition.build "
        "(data_cut date, build_id varchar, code_version varchar, threshold integer, edition varchar, "
        "note varchar)"
    )
    connection.execute(
        "insert into edition_file.edition.build values (?, ?, ?, ?, ?, ?)",
        [
            work.cut.data_cut,
            work.cut.build_id,
            code_version()[:12],
            THRESHOLD,
            edition,
            "Synthetic data. No real person. / Syntetiske data. Ingen virkelig person.",
        ],
    )


def _write_dictionary(connection: duckdb.DuckDBPyConnection, rows: Mapping[TableDefinition, str]) -> None:
    import polars as pl

    words = [row for definition in rows for row in dictionary_rows(definition.name, definition.model)]
    connection.register("dictionary_rows", pl.DataFrame(words, infer_schema_length=None))
    connection.execute("create table edition_file.edition.dictionary as select * from dictionary_rows")
    connection.unregister("dictionary_rows")
