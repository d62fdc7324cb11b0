"""A command that the machine stops says so in one line: no stack, exit status 1."""

import json
import sqlite3
import subprocess
import sys

import click
import duckdb
import polars as pl
import pytest
import sqlalchemy
from click.testing import CliRunner, Result

from pipelines.cli import Plain, main
from pipelines.tables import REPOSITORY
from pipelines.unquoted import UnusableRows, unquoted


def run(action) -> Result:
    """A command of the console script that does `action`."""

    @click.group(cls=Plain)
    def group() -> None: ...

    group.command("do")(action)
    return CliRunner().invoke(group, ["do"])


def write_records_on_a_full_disk() -> None:
    with sqlalchemy.create_engine("sqlite://").begin() as connection:
        connection.exec_driver_sql("pragma max_page_count = 1")
        connection.exec_driver_sql("create table run (id integer)")


def test_a_disk_too_full_for_the_records_of_runs():
    result = run(write_records_on_a_full_disk)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "the records of runs in the home folder could not be used: database or disk is full"
    ]


@pytest.mark.parametrize("error", [sqlite3.IntegrityError("a row"), ValueError("a mistake of ours")])
def test_a_mistake_of_ours_is_not_taken_for_the_machine(error):
    def fail() -> None:
        raise error

    assert run(fail).exception is error


MARKER = "S000ZQXabc"
"""A value that a person's row holds."""


def cast_in_duckdb() -> None:
    with duckdb.connect() as connection:
        connection.execute("create table given as select ? as word", [MARKER])
        connection.execute("select word::int from given").fetchall()


def twice_in_duckdb() -> None:
    with duckdb.connect() as connection:
        connection.execute("create table given (word varchar primary key)")
        connection.executemany("insert into given values (?)", [[MARKER], [MARKER]])


def cast_in_polars() -> None:
    pl.DataFrame({"word": [MARKER]}).cast(pl.Int64)


def cast_while_a_table_is_made() -> None:
    with unquoted("core.tumour"):
        cast_in_duckdb()


def mistake_after_it() -> None:
    try:
        cast_in_duckdb()
    except duckdb.Error:
        {}["a mistake of ours, whose stack trace would print the other error too"]


SPOKEN = {
    cast_in_duckdb: (duckdb.ConversionException, "ConversionException"),
    twice_in_duckdb: (duckdb.ConstraintException, "ConstraintException"),
    cast_in_polars: (pl.exceptions.InvalidOperationError, "InvalidOperationError"),
    cast_while_a_table_is_made: (UnusableRows, "core.tumour: found rows it cannot be made from"),
    mistake_after_it: (KeyError, "ConversionException"),
}


@pytest.mark.parametrize("fails", SPOKEN)
def test_words_that_quote_a_row_are_left_out(fails):
    kind, expected = SPOKEN[fails]
    with pytest.raises(kind) as caught:
        fails()
    sources = (caught.value, caught.value.__context__)
    assert any(MARKER in str(source) for source in sources), "the library does quote it"

    result = run(fails)

    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert expected in line
    assert "the library's own words may quote" in line
    assert MARKER not in result.output


def test_words_that_name_a_file_are_kept(tmp_path):
    damaged = tmp_path / "results.duckdb"
    damaged.write_bytes(b"half a database")
    result = run(lambda: duckdb.connect(str(damaged)).close())
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert str(damaged) in result.stderr
    assert "not a valid DuckDB database file" in result.stderr


DELIVERY = ("register", "delivery_id", "kind", "received", "period_from", "complete_to", "content_hash",
            "n_loaded", "n_quarantined")  # fmt: skip


def spoiled(database, view: str, *columns: str) -> None:
    """A database with a view that cannot be read, for what a row holds."""
    found = ", ".join(f"word::int as {column}" for column in columns)
    database.parent.mkdir(parents=True)
    with duckdb.connect(str(database)) as connection:
        connection.execute("create table given as select ? as word", [MARKER])
        connection.execute("create schema agreement")
        connection.execute(f"create view {view} as select {found} from given")


CUT = ("--data-cut", "2023-06-30")
COMMANDS = {
    "report": ("EX001", *CUT),
    "difference": ("EX001", "2023-06-30/b1", "2023-06-30/b1"),
    "readiness": (str(REPOSITORY / "sample_data" / "agreements" / "EX001.yaml"),),
    "deliveries": ("list",),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_says_what_a_row_holds(command, tmp_path):
    spoiled(tmp_path / "published" / "2023-06-30" / "results.duckdb", "agreement.agreement", "agreement_id")
    place = tmp_path / "editions" / "2023-06-30" / "b1"
    spoiled(place / "person" / "analysis.duckdb", "agreement.agreement", "agreement_id")
    (place / "inputs").mkdir()
    (place / "inputs" / "frozen.json").write_text(json.dumps({"deliveries": []}), encoding="utf-8")
    spoiled(tmp_path / "raw" / "nornmd" / "nornmd-1.duckdb", "delivery", *DELIVERY)

    result = CliRunner().invoke(main, [command, *COMMANDS[command], "--home", str(tmp_path)])

    assert result.exit_code == 1
    assert "Exception, pipelines/" in result.stderr.splitlines()[-1], result.exception
    assert MARKER not in result.output


def test_editions_that_do_not_say_any_more_what_they_were_made_of_are_not_compared(tmp_path):
    frozen = tmp_path / "editions" / "2023-06-30" / "b1" / "inputs" / "frozen.json"
    frozen.parent.mkdir(parents=True)
    frozen.write_text('{"deliveries": [', encoding="utf-8")

    result = CliRunner().invoke(main, ["difference", *COMMANDS["difference"], "--home", str(tmp_path)])

    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{frozen}: found a damaged file; expected"), result.exception


def test_help_needs_no_library_of_tables():
    code = "import sys, pipelines.cli; print({'duckdb', 'polars'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
