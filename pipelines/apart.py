"""Database files written by a process that has read nothing but what goes into them.

DuckDB writes whole blocks, and what lay in its memory before into the parts of a block that it does not use
(https://github.com/duckdb/duckdb/issues/23382): letters of a person who was read by the same process, and
has been erased or is not told of, could stand in a file that is handed on. So tables leave the process that
made them as Parquet, and another one makes the file of them.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Thread

import duckdb

STORAGE_VERSION = "v1.5.0"
"""Files can be read by DuckDB 1.5 and later."""
SCHEMA = "schema.sql"
"""The file of an export that makes what is there; it says nothing of comments."""
COMMENTED = """
    select 'table ' || format('"{}"."{}"', schema_name, table_name), comment
    from duckdb_tables() where database_name = $1 and comment is not null
    union all
    select 'column ' || format('"{}"."{}"."{}"', schema_name, table_name, column_name), comment
    from duckdb_columns() where database_name = $1 and comment is not null
    union all
    select 'macro table ' || format('"{}"."{}"', schema_name, function_name), comment
    from duckdb_functions()
    where database_name = $1 and function_type = 'table_macro' and comment is not null
"""


def write_apart(connection: duckdb.DuckDBPyConnection, catalog: str, path: Path) -> None:
    """Write an attached database as the file `path`, with its comments and table macros; whole or not at all.

    What it is made of lies meanwhile in a folder beside it that only its owner reads. Raises
    duckdb.IOException in the machine's words for what it refused, and duckdb.OutOfMemoryException.
    """
    with tempfile.TemporaryDirectory(prefix=".parts_", dir=path.parent) as folder:
        parts, made = Path(folder, "parts"), Path(folder, "made.duckdb")
        connection.execute(f"export database {catalog} to '{_literal(parts)}' (format parquet)")
        comments = connection.execute(COMMENTED, [catalog]).fetchall()
        with (parts / SCHEMA).open("a", encoding="utf-8") as schema:
            schema.writelines(f"comment on {what} is '{_literal(said)}';\n" for what, said in comments)
        command = [sys.executable, "-P", __file__, str(parts), str(made)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            # Its input stays open while this process lives: by that it knows.
            said = process.stderr.read() if process.stderr else ""
        if process.returncode:
            raise _failure(said, process.returncode)
        os.replace(made, path)


def _failure(said: str, status: int) -> duckdb.Error:
    """What the process said last, without anything of a row: the machine's words, or the kind of error."""
    from pipelines.machine import refusal

    kinds = re.findall(r"^(?:\w+\.)*(\w+(?:Error|Exception))\b", said, flags=re.MULTILINE)
    kind = kinds[-1] if kinds else ""
    raised = duckdb.OutOfMemoryException if kind == "OutOfMemoryException" else duckdb.IOException
    ended = f"the process that writes it ended with {status}" + (f", {kind}" if kind else "")
    return raised(refusal(raised(said)) or ended)


# Its own, since the other process runs this file and loads nothing else of ours.
def _literal(text: object) -> str:
    return str(text).replace("'", "''")


def _make(parts: str, made: str) -> None:
    """What the other process does: a database file of an export."""
    Thread(target=_end_with_the_other, daemon=True).start()
    with duckdb.connect(config={"temp_directory": f"{parts}/spill"}) as connection:
        connection.execute(f"attach '{_literal(made)}' as made (storage_version '{STORAGE_VERSION}')")
        connection.execute("use made")
        connection.execute(f"import database '{_literal(parts)}'")
        connection.execute("use memory")
        connection.execute("detach made")


def _end_with_the_other() -> None:
    """Nobody waits for the file any more where the process that asked for it is gone."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    _make(*sys.argv[1:])
