"""Does a store still hold every row and line that it says were loaded?

Rows are counted, not compared: content that was changed with the number of rows kept is not seen here. A
digest of the rows would be, but whoever has the files as they were sent could try it against every person in
them, also those that were erased since.
"""

from functools import lru_cache
from pathlib import Path

import duckdb

from pipelines.ingest.rules import quoted
from pipelines.ingest.tombstone import erased_in


def miscounted(store: Path) -> str:
    """In words, what does not add up between a store's tables and what it says of them; empty if all does."""
    return _miscounted(store, store.stat().st_mtime_ns)


@lru_cache(maxsize=4096)
def _miscounted(store: Path, _modified: int) -> str:
    """Every step of a build asks; a store that was not written to since is counted once."""
    with duckdb.connect(str(store), read_only=True) as connection:
        n_sent, n_loaded, n_quarantined = connection.execute(
            "select n_rows, n_loaded, n_quarantined from delivery"
        ).fetchall()[0]
        n_erased = sum(erased_in(connection).values())
        held = {
            name
            for (name,) in connection.execute(
                "select table_name from duckdb_tables() where not internal"
            ).fetchall()
        }
        files = connection.execute(
            "select table_name, sum(n_loaded) from delivery_file group by all order by all"
        ).fetchall()
        wrong = [
            (table, n_found, n_stated)
            for table, n_stated in files
            if (n_found := _count(connection, "*", table) if table in held else 0) != n_stated
        ]
        n_lines = (
            _count(connection, "distinct (source_file, source_line)", "quarantine")
            if "quarantine" in held
            else 0
        )
    if n_lines != n_quarantined:
        wrong.append(("quarantine", n_lines, n_quarantined))
    n_of_files = sum(n_stated for _, n_stated in files)
    if n_of_files != n_loaded or n_loaded + n_quarantined + n_erased != n_sent:
        wrong.append(("delivery", n_of_files + n_quarantined + n_erased, n_sent))
    return ", ".join(f"{table}: found {found} rows of {stated}" for table, found, stated in wrong)


def _count(connection: duckdb.DuckDBPyConnection, what: str, table: str) -> int:
    return connection.execute(f"select count({what}) from {quoted(table)}").fetchall()[0][0]
