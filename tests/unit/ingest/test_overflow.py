"""What does not fit into memory lies where only its owner reads it, never in the folder one works in."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.in_memory import in_memory
from pipelines.ingest.load import load_delivery
from pipelines.ingest.raw_tables import raw_models
from pipelines.methods import survival_frame
from pipelines.private import CLOSED_TO_OTHERS
from pipelines.tables import REPOSITORY
from tests.support.delivery import csv_text, write_delivery
from tests.support.modes import open_to_all
from tests.support.violating_rows import good_row

MORE_THAN_FITS = "create table row_ as select md5(range::varchar) as text from range(1_500_000)"


def test_what_does_not_fit_is_closed_to_others_and_gone_afterwards(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with open_to_all(), in_memory() as connection:
        folder = Path(connection.execute("select current_setting('temp_directory')").fetchall()[0][0])
        connection.execute("set threads = 1")
        connection.execute("set memory_limit = '30MB'")
        connection.execute(MORE_THAN_FITS)
        assert sum(path.stat().st_size for path in folder.rglob("*")) > 1_000_000
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()
    assert list(tmp_path.iterdir()) == []


def test_the_database_of_the_survival_macros_writes_nothing_to_disk():
    with survival_frame._library().cursor() as connection:
        assert connection.execute("select current_setting('temp_directory')").fetchall() == [("",)]


def test_no_database_in_memory_is_opened_without_saying_where_it_overflows():
    files = (REPOSITORY / "pipelines").rglob("*.py")
    bare = {path.name for path in files if "duckdb.connect()" in path.read_text(encoding="utf-8")}
    assert bare == set()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("pipelines.ingest.check.inspect_delivery", ("check", "in/dar/dar-2")),
        ("pipelines.ingest.drift.drift", ("deliveries", "drift", "dar/dar-2", "--home", "home")),
        (
            "pipelines.ingest.quarantine_page.drift_since",
            ("deliveries", "quarantine", "dar/dar-2", "--home", "home"),
        ),
    ],
)
def test_what_looks_at_deliveries_makes_files_for_its_owner_alone(tmp_path, monkeypatch, asked, words):
    model = raw_models()["dar"]["dodsarsak"]
    for number in (1, 2):
        files = {"dodsarsak": csv_text(model, [good_row(model, number)])}
        path = write_delivery(tmp_path / "in", "dar", f"dar-{number}", files, received=f"2026-06-0{number}")
        load_delivery(path, tmp_path / "home")
    monkeypatch.chdir(tmp_path)
    masks = []

    def seen(*arguments, **named):
        masks.append(os.umask(0))
        os.umask(masks[-1])
        return real(*arguments, **named)

    module, name = asked.rsplit(".", 1)
    real = getattr(__import__(module, fromlist=[name]), name)
    monkeypatch.setattr(asked, seen)
    with open_to_all():
        result = CliRunner().invoke(main, words)
    assert (result.exit_code, masks) == (0, [CLOSED_TO_OTHERS]), result.output
