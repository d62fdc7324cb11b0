"""A database file that another process makes is what it was made of, whole or not there."""

import os
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines import apart
from pipelines.apart import STORAGE_VERSION, write_apart
from pipelines.machine import MACHINE_FAULTS
from pipelines.private import private_files

VALUES = {
    "integer": 1, "utinyint": 3, "bigint": 2**62, "double": 0.1, "decimal(18, 2)": Decimal("2.50"),
    "varchar": "Å's\x00", "varchar[]": ["a", None], "boolean": True, "date": date(2026, 6, 30),
    "timestamp": datetime(2026, 6, 30, 12, 0, 0, 1), "hugeint": 2**100,
}  # fmt: skip


@pytest.fixture
def connection():
    with duckdb.connect(config={"temp_directory": ""}) as connection:
        connection.execute("attach ':memory:' as given")
        yield connection


def written(connection, path: Path) -> duckdb.DuckDBPyConnection:
    write_apart(connection, "given", path)
    return duckdb.connect(str(path), read_only=True)


def test_every_type_and_every_null_comes_back(connection, tmp_path):
    columns = ", ".join(f"c{place} {type_}" for place, type_ in enumerate(VALUES))
    connection.execute(f"create schema given.raw; create table given.raw.typed ({columns})")
    marks = ", ".join("?" * len(VALUES))
    for row in ([*VALUES.values()], [None] * len(VALUES)):
        connection.execute(f"insert into given.raw.typed values ({marks})", row)
    types = connection.sql("from given.raw.typed").types
    with written(connection, tmp_path / "it's.duckdb") as made:
        assert made.sql("from raw.typed").types == types
        assert made.sql("from raw.typed").fetchall() == [tuple(VALUES.values()), (None,) * len(VALUES)]


def test_rows_keep_their_order_and_tables_without_rows_are_there(connection, tmp_path):
    connection.execute("create table given.ordered as select hash(range) as n from range(300000)")
    connection.execute("create table given.empty (n integer not null)")
    rows = connection.sql("from given.ordered").fetchall()
    with written(connection, tmp_path / "made.duckdb") as made:
        assert made.sql("from ordered").fetchall() == rows
        assert made.sql("select count(*) from empty").fetchall() == [(0,)]
        assert made.sql("select is_nullable from duckdb_columns() where table_name = 'empty'").fetchall() == [
            (False,)
        ]


def test_comments_and_macros_come_along(connection, tmp_path):
    connection.execute("create schema given.released; create table given.released.curve (time_days integer)")
    connection.execute("comment on table given.released.curve is 'It''s;\n a curve'")
    connection.execute("comment on column given.released.curve.time_days is 'Dag; day'")
    connection.execute(
        "create macro given.main.first(name) as table (select * from query_table(name) limit 1)"
    )
    connection.execute("comment on macro table given.main.first is 'The first row'")
    connection.execute("insert into given.released.curve values (7), (8)")
    with written(connection, tmp_path / "made.duckdb") as made:
        comments = (
            "select comment from duckdb_{}() where comment is not null and not internal",
            ("tables", "columns", "functions"),
        )
        found = [made.sql(comments[0].format(kind)).fetchall() for kind in comments[1]]
        assert found == [[("It's;\n a curve",)], [("Dag; day",)], [("The first row",)]]
        assert made.sql("from first('released.curve')").fetchall() == [(7,)]


def test_the_file_is_one_that_earlier_versions_read_and_nothing_lies_beside_it(connection, tmp_path):
    connection.execute("create table given.one as select 1 as n")
    write_apart(connection, "given", tmp_path / "made.duckdb")
    connection.execute(f"attach '{tmp_path / 'bare.duckdb'}' as bare (storage_version '{STORAGE_VERSION}')")
    connection.execute("detach bare")
    with duckdb.connect(str(tmp_path / "made.duckdb"), read_only=True) as made:
        said = "select tags from duckdb_databases() where database_name = $1"
        with duckdb.connect(str(tmp_path / "bare.duckdb"), read_only=True) as bare:
            assert made.execute(said, ["made"]).fetchall() == bare.execute(said, ["bare"]).fetchall()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bare.duckdb", "made.duckdb"]


def test_nobody_else_reads_it_nor_what_it_is_made_of(connection, tmp_path, monkeypatch):
    seen = {}

    def looked_at(command, **given):
        seen.update({path: path.stat().st_mode & 0o077 for path in tmp_path.rglob("*")})
        return subprocess.Popen(command, **given)

    monkeypatch.setattr(apart, "subprocess", type("Seen", (), {"Popen": staticmethod(looked_at), "PIPE": -1}))
    connection.execute("create table given.one as select 1 as n")
    with private_files():
        write_apart(connection, "given", tmp_path / "made.duckdb")
    assert set(seen.values()) == {0} and any(path.suffix == ".parquet" for path in seen)
    assert (tmp_path / "made.duckdb").stat().st_mode & 0o077 == 0


def test_what_the_machine_refuses_is_said_and_what_was_there_stays(connection, tmp_path, monkeypatch):
    connection.execute("create table given.one as select 1 as n")
    write_apart(connection, "given", tmp_path / "made.duckdb")
    before = (tmp_path / "made.duckdb").read_bytes()
    refuses = tmp_path / "refuses"
    for code, words in (
        ("echo 'IO Error: No space left on device' >&2; exit 1", "^No space left on device$"),
        ("kill -9 $$", "the process that writes it ended with -9$"),
        ("echo '_duckdb.OutOfMemoryException: Out of Memory Error: C34' >&2; exit 1", "^out of memory, "),
        ("echo '_duckdb.ConversionException: Could not: C34' >&2; exit 1", "with 1, ConversionException$"),
    ):
        refuses.write_text(f"#!/bin/sh\n{code}\n")
        refuses.chmod(0o700)
        monkeypatch.setattr(apart.sys, "executable", str(refuses))
        with pytest.raises(MACHINE_FAULTS, match=words):
            write_apart(connection, "given", tmp_path / "made.duckdb")
    assert (tmp_path / "made.duckdb").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made.duckdb", "refuses"]


def test_it_ends_with_the_process_that_asked_for_it(connection, tmp_path):
    connection.execute("create table given.one as select 1 as n")
    parts = tmp_path / "parts"
    connection.execute(f"export database given to '{parts}' (format parquet)")
    (parts / "load.sql").unlink()
    # What nobody opens to write is waited for without end.
    os.mkfifo(parts / "load.sql")
    command = [sys.executable, "-P", apart.__file__, str(parts), str(tmp_path / "made.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        try:
            process.stdin.close()
            assert process.wait(timeout=60) == 1
        finally:
            process.kill()
