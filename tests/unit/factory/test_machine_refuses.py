"""A command that the machine stops says so in one line: no stack, exit status 1."""

import sqlite3

import click
import pytest
import sqlalchemy
from click.testing import CliRunner, Result

from pipelines.cli import Plain


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
