"""Columns that a delivery has and the schema has not: left out of what is loaded, and said with the delivery.

A delivery that has one waits for a decision, whatever the column holds: it may mean that what the others mean
has changed. Nothing of the column is kept but its name and on how many lines it says something. (Lines in
quarantine are kept as they were sent.)
"""

from collections.abc import Collection, Sequence

import duckdb

from pipelines.ingest.reading import Source
from pipelines.ingest.word_columns import column_shown

NEW_COLUMN = (
    "create table if not exists {name} (source_file text, table_name text, column_name text, n_lines bigint)"
)
"""One row per column that is not in the schema, and on how many lines it is not empty."""
LONGEST_NAME = 100


def new_columns(header: Sequence[str], columns: Collection[str]) -> list[str]:
    """Unknown names in a header that has every column of the schema once; else none: more is wrong."""
    new = [name for name in header if name not in columns]
    spellings = {name.casefold() for name in header}
    is_whole = all(name in header for name in columns) and len(spellings) == len(header)
    are_names = all(0 < len(name.strip()) <= LONGEST_NAME for name in new)
    return new if is_whole and are_names else []


def record_new_columns(
    connection: duckdb.DuckDBPyConnection, source: Source, catalog: str, table: str
) -> None:
    """Write down in the store which columns of the file were left out."""
    connection.execute(NEW_COLUMN.format(name=f"{catalog}.new_column"))
    new = new_columns(source.format.header, list(source.rules.types))
    if not new:
        return
    counts = ", ".join(f"count(nullif(trim({source.text_column(name)}), ''))" for name in new)
    found = connection.execute(f"select {counts} from {source.text_scan()}").fetchall()[0]
    connection.executemany(
        f"insert into {catalog}.new_column values ($1, $2, $3, $4)",
        [[source.path.name, table, column_shown(name), n] for name, n in zip(new, found, strict=True)],
    )
