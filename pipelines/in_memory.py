"""A database in memory for rows of persons: what does not fit goes into a folder that only its owner reads.

Left to itself DuckDB writes it into `.tmp` of whatever folder the process was started in.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb


@contextmanager
def in_memory() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to an empty database; it and what it wrote are gone when the context ends."""
    with (
        tempfile.TemporaryDirectory(prefix="in_memory_") as folder,
        duckdb.connect(config={"temp_directory": folder}) as connection,
    ):
        yield connection
