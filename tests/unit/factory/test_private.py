"""Files are closed to others from their creation, whoever makes them; a setting opens what is released."""

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread

import duckdb
import polars as pl
import pytest

from pipelines.home import Home
from pipelines.ingest.load import load_delivery
from pipelines.ingest.raw_tables import raw_models
from pipelines.private import private_files
from pipelines.sharing import set_modes
from tests.support.delivery import csv_text, write_delivery
from tests.support.modes import open_to_all, open_to_others
from tests.support.violating_rows import good_row

MODEL = raw_models()["dar"]["dodsarsak"]


@contextmanager
def no_chmod(monkeypatch):
    """Whoever relies on closing a file after it was made leaves it open."""
    with monkeypatch.context() as patch:
        patch.setattr(os, "chmod", lambda *_, **__: None)
        patch.setattr(Path, "chmod", lambda *_, **__: None)
        yield


def test_whatever_makes_a_file_makes_it_closed(tmp_path):
    with open_to_all(), private_files():
        (tmp_path / "a" / "b").mkdir(parents=True)
        (tmp_path / "a" / "text").write_text("x")
        pl.DataFrame({"x": [1]}).write_parquet(tmp_path / "a" / "polars.parquet")
        with duckdb.connect(str(tmp_path / "a" / "base.duckdb")) as connection:
            connection.execute("create table t as select 1 as x")
            connection.execute(f"copy t to '{tmp_path / 'a' / 'duckdb.parquet'}' (format parquet)")
            assert (tmp_path / "a" / "base.duckdb.wal").exists()
            assert open_to_others(tmp_path / "a") == []
    with open_to_all():
        (tmp_path / "open").touch()
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) == 0o666, "the mask is given back"


def test_of_two_threads_the_first_to_go_does_not_open_the_other(tmp_path):
    entered, left = Barrier(2), Barrier(2)

    def leaves_first() -> None:
        with private_files():
            entered.wait()
        left.wait()

    with open_to_all():
        other = Thread(target=leaves_first)
        other.start()
        with private_files():
            entered.wait()
            left.wait()
            (tmp_path / "late").touch()
        other.join()
    assert open_to_others(tmp_path) == []


def test_a_delivery_is_never_open_not_even_before_it_is_closed(tmp_path, monkeypatch):
    rows = [good_row(MODEL, number) for number in range(3)] + [good_row(MODEL, 9) | {"lopenr": "?"}]
    delivery = write_delivery(tmp_path / "deliveries", "dar", "dar-1", {"dodsarsak": csv_text(MODEL, rows)})
    with open_to_all(), no_chmod(monkeypatch):
        report = load_delivery(delivery, tmp_path / "home")
    assert report.n_quarantined == 1
    assert open_to_others(tmp_path / "home") == []


def test_what_was_released_is_opened_and_closed_by_the_setting_and_nothing_else_is(tmp_path):
    with private_files():
        edition = tmp_path / "home" / "editions" / "2026-06-30" / "build"
        for folder in ("tables", "reports", "inputs/agreements", "person"):
            (edition / folder).mkdir(parents=True)
            (edition / folder / "file").touch()
        (edition / "results.duckdb").touch()
        (edition / "unforeseen").touch()
        (tmp_path / "home" / "published").mkdir()
    released = {"results.duckdb", "tables/file", "reports/file", "inputs/agreements/file"}
    for readers, expected in (("group", released), ("owner", set()), ("group", released)):
        set_modes(Home(tmp_path / "home", readers), edition)
        opened = {str(path.relative_to(edition)) for path in open_to_others(edition) if path.is_file()}
        assert opened == expected
        assert not [path for path in open_to_others(edition) if path.stat().st_mode & 0o027]
    for way in (tmp_path / "home", edition.parent.parent, edition.parent, edition):
        assert stat.S_IMODE(way.stat().st_mode) == 0o750


def test_readers_are_the_owner_or_the_group(tmp_path):
    with pytest.raises(ValueError, match="readers: found everybody; expected one of owner, group"):
        Home(tmp_path, "everybody")
