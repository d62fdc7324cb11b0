"""From a schema to DuckDB: column types, comments, the dictionary. Derived, never declared again."""

import inspect
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import duckdb

from schemas.table import Table


def column_types(model: type[Table]) -> dict[str, str]:
    """DuckDB type of every column, in the schema's order."""
    return {name: _type_name(column.dtype.type) for name, column in model.to_schema().columns.items()}


@lru_cache(maxsize=256)
def _type_name(type_: Any) -> str:
    """DuckDB's name of an ibis type: asked for thousands of columns, of a few types."""
    from ibis.backends.sql.datatypes import DuckDBType

    return DuckDBType.to_string(type_).replace("TEXT", "VARCHAR")


def create_table(connection: duckdb.DuckDBPyConnection, name: str, model: type[Table]) -> None:
    """(Re)create table `layer.table`, empty, with the schema's types."""
    columns = ", ".join(f'"{column}" {type_}' for column, type_ in column_types(model).items())
    connection.execute(f"create or replace table {name} ({columns})")


def comment_table(connection: duckdb.DuckDBPyConnection, name: str, model: type[Table]) -> None:
    """Put the grain and every column's meaning where any SQL client shows them."""
    connection.execute(f"comment on table {name} is {_quoted(inspect.cleandoc(model.__doc__ or ''))}")
    for row in dictionary_rows(name, model):
        text = row["description_english"] + (f" [{row['unit']}]" if row["unit"] else "")
        connection.execute(f'comment on column {name}."{row["column_name"]}" is {_quoted(text)}')


def dictionary_rows(name: str, model: type[Table]) -> Iterator[dict[str, str | bool | None]]:
    """One row per column for the data dictionary, in both languages."""
    schema = model.to_schema()
    types = column_types(model)
    for column_name, column in schema.columns.items():
        metadata = column.metadata or {}
        yield {
            "table_name": name,
            "grain": inspect.cleandoc(model.__doc__ or "").splitlines()[0],
            "column_name": column_name,
            "column_type": types[column_name],
            "unit": metadata.get("unit"),
            "is_nullable": column.nullable,
            "is_key": column_name in (schema.unique or []) or column.unique,
            "description_english": column.description,
            "description_norwegian": metadata.get("norwegian"),
            "constraint_text": "; ".join(str(check.error or check.name) for check in column.checks) or None,
        }


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
